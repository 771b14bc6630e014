// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.TestSpec;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.sweep.SweepElement;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.plan.FormMemory;
import dev.deerpark.sequence.Layout;
import dev.deerpark.solve.Method;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.reflect.ClassTag;

/** Plans, the cost model and the simulation count on elements of the size that is sent. */
class ElementBytesTest {
  private static final long SEED = 23;
  private static final double LAMBDA = 1e-3;
  private static final SweepRule RULE = SweepRule.of(Precision.DOUBLE, 1e-9);

  private static final Layout LAYOUT = new Layout(0, 144, 4, 12, 1, 8);

  /** By how much the formula may be wrong: counters are sent with as many bytes as they need. */
  private static final int OFF = 64;

  @ParameterizedTest
  @CsvSource({
    "JACOBI, 4", "JACOBI, 32", "PICARD, 12",
    "QUASI_DEER, 4", "QUASI_DEER, 12", "QUASI_DEER, 32",
    "DEER, 4", "DEER, 12", "DEER, 32",
    "QUASI_ELK, 4", "QUASI_ELK, 12", "QUASI_ELK, 32",
    "ELK, 4", "ELK, 12", "ELK, 32"
  })
  void theFormulaGivesTheBytesThatSparkSends(Method method, int stateSize) {
    TestSpec model = new TestSpec(stateSize, 2, 0.8, SEED);
    LocalEngine engine =
        new LocalEngine(
            LAYOUT,
            RULE,
            new ReferenceKernels(model, Precision.DOUBLE),
            TestSequences.normal(LAYOUT, 2, Precision.DOUBLE, SEED),
            new double[stateSize]);
    Damping damping = method.filters() ? Damping.filter(LAMBDA) : Damping.NONE;
    engine.from(Guess.normal(SEED)).begin(method.forms().first(), damping);
    engine.advance(method.forms().first(), damping);
    List<SweepElement> blocks =
        engine.iterate().stream().map(iterate -> iterate.element()).toList();
    // the first block's start is known, so its map needs no Jacobian
    SweepElement sent = blocks.get(1).then(blocks.get(2), RULE.closeness());

    assertThat((double) bytes(sent))
        .as("%s, %d numbers in a state, seed %d", method, stateSize, SEED)
        .isCloseTo(
            FormMemory.elementBytes(method.forms().first(), stateSize, method.filters()),
            within((double) OFF));
  }

  private static int bytes(SweepElement element) {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.kryo.registrationRequired", "true")
            .set("spark.kryo.registrator", DeerparkRegistrator.class.getName());
    return new KryoSerializer(conf)
        .newInstance()
        .serialize(element, ClassTag.apply(SweepElement.class))
        .remaining();
  }
}

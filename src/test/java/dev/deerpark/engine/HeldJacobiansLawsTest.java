// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.summary.SweepWork;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.TestSpec;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.kernel.opencl.NeedsDevice;
import dev.deerpark.kernel.opencl.OpenClKernels;
import dev.deerpark.kernel.opencl.device.DeviceMemory;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.sequence.Layout;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sweeps whose Jacobians stay on a device, against sweeps on the processor: all the same bits. */
@NeedsDevice
class HeldJacobiansLawsTest {
  private static final long SEED = 20261127;
  private static final int SIZE = 5;
  private static final int INPUTS = 1;
  private static final String GRU = "gru " + SIZE + " " + INPUTS;

  /** With room for all Jacobians, for some of them, and for none. */
  @ParameterizedTest
  @ValueSource(strings = {"0.5", "14000", "4000"})
  void sweepsHaveTheBitsOfTheJvmKernelsHoweverMuchIsHeld(String memory) {
    for (int trial = 0; trial < 14; trial++) {
      long seed = SEED + trial;
      Random random = new Random(seed);
      RecurrenceSpec model = TestSpec.of(GRU, 1 + 4 * random.nextDouble(), random).model();
      Layout layout =
          new Layout(
              0, 200 + random.nextInt(150), 1 + random.nextInt(4), 8 + random.nextInt(9), 2, 3);
      Precision precision = random.nextBoolean() ? Precision.FLOAT : Precision.DOUBLE;
      List<ChangingSweeps.Choice> choices =
          ChangingSweeps.choices(random, 3 + random.nextInt(6), precision);
      SweepRule rule = SweepRule.of(precision, precision == Precision.FLOAT ? 1e-5 : 1e-12);
      JvmKernels jvm = new JvmKernels(model, precision);
      OpenClKernels opencl = new OpenClKernels(jvm, DeviceMemory.parse(memory), true);
      SweepRule same = random.nextBoolean() ? rule : rule.recomputingJacobians();
      double restarts = random.nextBoolean() ? 0 : 0.2 * random.nextDouble();
      new ChangingSweeps(layout, Guess.normal(seed), INPUTS, SIZE, seed, choices)
          .withRestarts(restarts)
          .requireSame(jvm, rule, opencl, same);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0.1, 1", "0, 0.5"})
  void whatIsHeldIsNotComputedAgain(double lambda, double limit) {
    RecurrenceSpec model = TestSpec.of(GRU, 3, new Random(SEED)).model();
    Layout layout = new Layout(0, 300, 2, 16, 2, 3);
    JvmKernels jvm = new JvmKernels(model, Precision.FLOAT);
    OpenClKernels opencl = new OpenClKernels(jvm, DeviceMemory.parse("0.5"), true);
    SweepRule rule = SweepRule.of(Precision.FLOAT, 1e-5);
    Damping damping = lambda > 0 ? Damping.filter(lambda).smoothing() : Damping.clip(limit);
    try (LocalEngine engine =
        new LocalEngine(
            layout,
            rule,
            opencl,
            TestSequences.normal(layout, INPUTS, Precision.FLOAT, SEED),
            new double[SIZE])) {
      engine.from(Guess.normal(SEED)).begin(JacobianForm.DENSE, damping);
      for (int sweep = 0; sweep < 3; sweep++) {
        SweepWork work = engine.advance(JacobianForm.DENSE, damping).summary().work();
        assertThat(work.recomputed().steps()).as("sweep %d", sweep).isZero();
        assertThat(work.walks().steps()).as("sweep %d", sweep).isPositive();
        assertThat(engine.iterate().get(1).jacobians()).as("on the heap").isEmpty();
      }
    }
  }
}

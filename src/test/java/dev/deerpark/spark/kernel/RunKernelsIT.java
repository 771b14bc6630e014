// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.TestSpec;
import dev.deerpark.engine.sweep.BurnIn;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.solve.Method;
import dev.deerpark.solve.Solution;
import dev.deerpark.solve.SolveListener;
import dev.deerpark.solve.Solver;
import dev.deerpark.solve.SolverOptions;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.SparkEngine;
import dev.deerpark.spark.TestSession;
import dev.deerpark.spark.scan.ScanPlan;
import java.io.NotSerializableException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.BlockId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** The kernels of an engine's tasks, on real Spark. */
@ExtendWith(SharedSession.class)
class RunKernelsIT {
  /** Of {@link TestSession#local}. */
  private static final int CORES = 2;

  private static final long SEED = 7;
  private static final SweepRule RULE = SweepRule.bitwise(Precision.DOUBLE, 1e-12);

  @TempDir static Path work;
  private static SparkSession spark;
  private static JavaSparkContext context;

  @BeforeAll
  static void start() {
    spark = TestSession.local();
    context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    context.setCheckpointDir(work.toUri().toString());
  }

  private static SparkEngine engine(CountingKernels kernels, int partitions) {
    Layout layout = new Layout(0, 800, 4, 5, partitions, 3);
    List<InputBlock> blocks = TestSequences.normal(layout, 2, Precision.DOUBLE, SEED);
    // Spark gives a list to its slices as a layout gives its blocks to partitions
    JavaRDD<InputBlock> inputs = context.parallelize(blocks, partitions);
    return new SparkEngine(
        context, layout, RULE, ScanPlan.flat("test"), kernels, inputs, new double[4]);
  }

  @Test
  void aRunOfManySweepsOpensAKernelForEachCoreAndLeavesNoneOpen() {
    TestSpec chaotic = new TestSpec(4, 2, 4, SEED);
    CountingKernels kernels =
        new CountingKernels("many sweeps", new ReferenceKernels(chaotic, Precision.DOUBLE));
    SolverOptions options = new SolverOptions(Method.JACOBI, 1e-12, 30);
    try (SparkEngine engine = engine(kernels, 8)) {
      Solution solution =
          new Solver(options, SolveListener.NONE).solve(engine, engine.from(new BurnIn(2)));
      assertThat(solution.iterations()).isEqualTo(30);
      engine.trajectory().compareWithLoop();
      engine.trajectory().predictability();
      assertThat(kernels.lives()).hasSizeBetween(1, CORES);
      assertThat(kernels.open()).isEqualTo(kernels.lives().size());
    }
    assertThat(kernels.open()).isZero();
    assertThat(kernels.faults()).isEmpty();
  }

  @Test
  void aRunThatFailedLeavesNoneOpen() {
    CountingKernels kernels =
        new CountingKernels("failure", new ReferenceKernels(Failing::new, Precision.DOUBLE));
    SparkEngine engine = engine(kernels, 1);
    assertThatThrownBy(() -> engine.from(Guess.zeros()).begin(JacobianForm.ZERO, Damping.NONE))
        .hasMessageContaining("as the test wants it");
    engine.close();
    assertThat(kernels.lives()).isNotEmpty();
    assertThat(kernels.open()).isZero();
  }

  /** A model that cannot take a step. */
  private static final class Failing implements Recurrence {
    @Override
    public int stateSize() {
      return 4;
    }

    @Override
    public int inputSize() {
      return 2;
    }

    @Override
    public void step(double[] state, double[] input, double[] next) {
      throw new IllegalStateException("as the test wants it");
    }
  }

  @Test
  void whereOneOfSeveralCannotBeSentNoneIsLeft() throws InterruptedException {
    Object notSerializable = new Object();
    KernelFactory sent = new ReferenceKernels(Failing::new, Precision.DOUBLE);
    KernelFactory stuck =
        new ReferenceKernels(
            () -> {
              notSerializable.hashCode();
              return new Failing();
            },
            Precision.DOUBLE);
    Set<String> before = broadcasts();
    assertThatThrownBy(() -> RunKernels.all(context, List.of(sent, stuck)))
        .hasRootCauseInstanceOf(NotSerializableException.class);
    Set<String> more = broadcasts();
    for (int trial = 0; trial < 100 && !before.containsAll(more); trial++) {
      Thread.sleep(100); // Spark removes them in the background
      more = broadcasts();
    }
    assertThat(before).containsAll(more);
  }

  private static Set<String> broadcasts() {
    return CollectionConverters.asJava(
            SparkEnv.get().blockManager().getMatchingBlockIds(BlockId::isBroadcast))
        .stream()
        .map(BlockId::name)
        .collect(Collectors.toSet());
  }

  @Test
  void outsideOfATaskNoKernelIsLent() {
    try (RunKernels kernels =
        RunKernels.of(
            context, new ReferenceKernels(new TestSpec(4, 2, 1, SEED), Precision.DOUBLE))) {
      assertThatIllegalStateException().isThrownBy(kernels::ofTask).withMessageContaining("task");
    }
  }
}

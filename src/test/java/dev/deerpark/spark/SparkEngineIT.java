// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import static dev.deerpark.spark.TestEngines.MODEL;
import static dev.deerpark.spark.TestEngines.RULE;
import static dev.deerpark.spark.TestEngines.SEED;
import static dev.deerpark.spark.TestEngines.layout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.AllCases;
import dev.deerpark.base.Precision;
import dev.deerpark.engine.Engine;
import dev.deerpark.engine.FirstSweep;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.engine.sweep.BurnIn;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.TestGrus;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.solve.AdaptiveDamper;
import dev.deerpark.solve.Damper;
import dev.deerpark.solve.FormPolicy;
import dev.deerpark.solve.Method;
import dev.deerpark.solve.Solution;
import dev.deerpark.solve.SolveListener;
import dev.deerpark.solve.Solver;
import dev.deerpark.solve.SolverOptions;
import dev.deerpark.solve.secant.RandomSecants;
import dev.deerpark.solve.secant.Secants;
import dev.deerpark.spark.scan.ScanPlan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cluster's engine solves as the oracle does, bit by bit, on both plans. */
@ExtendWith(SharedSession.class)
class SparkEngineIT {
  @TempDir static Path work;
  private static JavaSparkContext context;
  private static TestEngines engines;

  @BeforeAll
  static void start() {
    context = JavaSparkContext.fromSparkContext(TestSession.local().sparkContext());
    context.setCheckpointDir(work.toUri().toString());
    engines = new TestEngines(context);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void theClusterGivesTheOraclesBitsForAnyNumberOfPartitions(Method method) {
    requireOraclesBits(method, new ReferenceKernels(MODEL, Precision.FLOAT));
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void soItDoesWithTheVectorKernel(Method method) {
    RecurrenceSpec gru = TestGrus.gru(2, 6, 2, new Random(SEED));
    requireOraclesBits(method, new JvmKernels(gru, Precision.FLOAT));
  }

  @ParameterizedTest
  @MethodSource("dampers")
  void soItDoesHoweverItIsDamped(Damper damper) {
    SolverOptions options = new SolverOptions(Method.ELK, damper, 1e-6, 5);
    requireOraclesBits(
        options,
        engine -> engine.from(new BurnIn(2)),
        new ReferenceKernels(MODEL, Precision.FLOAT));
  }

  static List<Damper> dampers() {
    Damping filter = Damping.filter(1e-3);
    return List.of(
        new AdaptiveDamper(),
        Damper.always(filter.withPublishedPrefix()),
        Damper.always(filter.smoothing()),
        Damper.always(Damping.clip(0.5).within(2)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void soItDoesWithSecants(boolean burnsIn) {
    SolverOptions options =
        new SolverOptions(
            Method.SHOOTING,
            FormPolicy.secants(),
            Damper.always(Damping.NONE),
            1e-6,
            9,
            OptionalDouble.empty(),
            OptionalDouble.empty());
    requireOraclesBits(
        options,
        engine -> burnsIn ? engine.from(new BurnIn(2)) : engine.from(Guess.zeros()),
        new ReferenceKernels(MODEL, Precision.FLOAT));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 20})
  void withRandomSecantsOneMoreSegmentIsTheLoopsAfterEveryUpdate(int partitions) {
    Layout layout = layout(Method.SHOOTING, partitions);
    JavaRDD<InputBlock> inputs = engines.inputs(layout);
    SweepRule bitwise = SweepRule.bitwise(Precision.FLOAT, 1e-6);
    KernelFactory kernels = new ReferenceKernels(MODEL, Precision.FLOAT);
    ScanPlan plan = partitions == 20 ? ScanPlan.tree(20, "test") : ScanPlan.flat("test");
    Random random = new Random(SEED);
    try (SparkEngine engine = engines.cluster(layout, bitwise, plan, kernels, inputs);
        LocalEngine loop = TestEngines.oracle(layout.withPartitions(1), bitwise, kernels)) {
      loop.walkInOrder();
      double[] exact = loop.walks().starts().array();
      long known =
          engine
              .from(Guess.zeros())
              .begin(JacobianForm.ZERO, Damping.NONE)
              .summary()
              .exactSegments();
      for (int update = 1; update <= 8; update++) {
        Secants secants = RandomSecants.of(Precision.FLOAT, engine.walks(), random);
        known =
            engine
                .moveTo(secants.propose(known, 1e-6).starts(), JacobianForm.SECANT)
                .summary()
                .exactSegments();
        assertThat(known).as("seed %d", SEED).isGreaterThan(update);
        assertThat(Arrays.copyOf(engine.walks().starts().array(), (update + 1) * 6))
            .as("update %d, seed %d", update, SEED)
            .isEqualTo(Arrays.copyOf(exact, (update + 1) * 6));
      }
    }
    inputs.unpersist();
  }

  private static void requireOraclesBits(Method method, KernelFactory kernels) {
    requireOraclesBits(
        new SolverOptions(method, 1e-6, 5), engine -> engine.from(Guess.zeros()), kernels);
  }

  /** Where the elements are scanned, and in how many partitions. */
  private record Cut(ScanPlan plan, int partitions) {
    static List<Cut> all() {
      return AllCases.of(
          List.of(flat(3), tree(7)), List.of(flat(1), flat(20), tree(1), tree(3), tree(20)));
    }

    private static Cut flat(int partitions) {
      return new Cut(ScanPlan.flat("test"), partitions);
    }

    private static Cut tree(int partitions) {
      return new Cut(ScanPlan.tree(partitions, "test"), partitions);
    }
  }

  private static void requireOraclesBits(
      SolverOptions options, Function<Engine, FirstSweep> first, KernelFactory kernels) {
    Solver solver = new Solver(options, SolveListener.NONE);
    LocalEngine oracle = TestEngines.oracle(layout(options.method(), 1), RULE, kernels);
    Solution expected = solver.solve(oracle, first.apply(oracle));
    for (Cut cut : Cut.all()) {
      solvesLike(oracle, expected, kernels, cut, solver, first, options.method());
    }
  }

  private static void solvesLike(
      LocalEngine oracle,
      Solution expected,
      KernelFactory kernels,
      Cut cut,
      Solver solver,
      Function<Engine, FirstSweep> first,
      Method method) {
    Layout layout = layout(method, cut.partitions());
    String run = expected.sentence() + ", " + kernels.name() + ", " + layout + ", " + cut.plan();
    JavaRDD<InputBlock> inputs = engines.inputs(layout);
    try (SparkEngine engine = engines.cluster(layout, RULE, cut.plan(), kernels, inputs)) {
      Solution solution = solver.solve(engine, first.apply(engine));
      assertThat(solution.history())
          .as(run)
          .usingRecursiveComparison()
          .ignoringFields("seconds")
          .withEqualsForType(Double::equals, Double.class) // a NaN is one
          .isEqualTo(expected.history());
      assertThat(engine.iterate().map(BlockIterate::starts).collect())
          .as(run)
          .usingRecursiveComparison()
          .isEqualTo(oracle.iterate().stream().map(BlockIterate::starts).toList());
      assertThat(engine.trajectory().compareWithLoop())
          .as(run)
          .isEqualTo(oracle.trajectory().compareWithLoop());
      List<Integer> sample = List.of(0, 7, layout.blocks() - 1);
      assertThat(engine.trajectory().compareBlocks(sample))
          .as(run)
          .isEqualTo(oracle.trajectory().compareBlocks(sample));
    }
    inputs.unpersist();
    assertThat(context.getPersistentRDDs()).as("persisted after " + run).isEmpty();
  }
}

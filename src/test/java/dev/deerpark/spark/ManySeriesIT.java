// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.Engine;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.TestManySeries;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.engine.trajectory.SeriesEnds;
import dev.deerpark.engine.trajectory.TestSink;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.TestGrus;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.solve.Damper;
import dev.deerpark.solve.Method;
import dev.deerpark.solve.Outcome;
import dev.deerpark.solve.Solution;
import dev.deerpark.solve.SolveListener;
import dev.deerpark.solve.Solver;
import dev.deerpark.solve.SolverOptions;
import dev.deerpark.spark.scan.ScanPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many series on a cluster: the bits of the oracle, for any number of partitions. */
@ExtendWith(SharedSession.class)
class ManySeriesIT {
  private static final long SEED = 14;
  private static final SweepRule RULE = SweepRule.of(Precision.FLOAT, 1e-6);
  private static final GruWeights GRU = TestGrus.gru(2, 6, 1, new Random(SEED));
  private static final KernelFactory KERNELS = new JvmKernels(GRU, Precision.FLOAT);
  private static final TestManySeries SERIES =
      TestManySeries.random(GRU.build(), 16, Precision.FLOAT, true, new Random(SEED));

  @TempDir static Path work;
  private static JavaSparkContext context;

  @BeforeAll
  static void start() {
    context = JavaSparkContext.fromSparkContext(TestSession.local().sparkContext());
    context.setCheckpointDir(work.toUri().toString());
  }

  private static JavaRDD<InputBlock> distributed(Layout layout, boolean shared) {
    List<List<InputBlock>> partitions = new ArrayList<>();
    List<InputBlock> blocks = SERIES.blocks(layout, shared);
    for (int partition = 0; partition < layout.partitions(); partition++) {
      int from = layout.firstBlock(partition);
      partitions.add(new ArrayList<>(blocks.subList(from, layout.firstBlock(partition + 1))));
    }
    return context.parallelize(partitions, layout.partitions()).flatMap(List::iterator).cache();
  }

  static Stream<SolverOptions> solvers() {
    Damper elk = Damper.always(Damping.filter(1e-2));
    Damper smoothed = Damper.always(Damping.filter(1e-2).smoothing());
    return Stream.of(
        new SolverOptions(Method.SHOOTING, 1e-6, 50),
        new SolverOptions(Method.DEER, 1e-6, 50),
        new SolverOptions(Method.SEQUENTIAL, 1e-6, 50),
        new SolverOptions(Method.QUASI_ELK, elk, 1e-6, 50),
        new SolverOptions(Method.ELK, smoothed, 1e-6, 50));
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void theClusterGivesTheOraclesBitsForAnyNumberOfPartitions(SolverOptions options) {
    Solver solver = new Solver(options, SolveListener.NONE);
    int length = options.method().longSegments() ? 8 : 2;
    Layout one = new Layout(0, SERIES.steps(), length, 16 / length, 1, 3);
    try (LocalEngine oracle =
        new LocalEngine(one, RULE, KERNELS, SERIES.blocks(one, false), firstStart())) {
      Solution expected = solver.solve(oracle, oracle.from(Guess.zeros()));
      assertThat(expected.outcome()).isEqualTo(Outcome.CONVERGED);
      double[][] loops = SERIES.loops(GRU.build(), Precision.FLOAT);
      double[][] states = TestSequences.states(oracle);
      for (int t = 0; t < loops.length; t++) {
        assertThat(states[t]).containsExactly(loops[t], within(1e-4));
      }
      for (ScanPlan plan : List.of(ScanPlan.flat("test"), ScanPlan.tree(4, "test"))) {
        for (int partitions : new int[] {1, 5}) {
          requireSame(oracle, expected, solver, one.withPartitions(partitions), plan);
        }
      }
    }
  }

  private static double[] firstStart() {
    return SERIES.starts().get(0);
  }

  private static void requireSame(
      LocalEngine oracle, Solution expected, Solver solver, Layout layout, ScanPlan plan) {
    JavaRDD<InputBlock> inputs = distributed(layout, false);
    try (SparkEngine engine =
        new SparkEngine(context, layout, RULE, plan, KERNELS, inputs, firstStart())) {
      Solution solution = solver.solve(engine, ((Engine) engine).from(Guess.zeros()));
      assertThat(solution.history())
          .usingRecursiveComparison()
          .ignoringFields("seconds")
          .withEqualsForType(Double::equals, Double.class) // a NaN is one
          .isEqualTo(expected.history());
      assertThat(engine.iterate().map(BlockIterate::starts).collect())
          .usingRecursiveComparison()
          .isEqualTo(oracle.iterate().stream().map(BlockIterate::starts).toList());
      assertThat(engine.trajectory().compareWithLoop())
          .isEqualTo(oracle.trajectory().compareWithLoop());
      assertThat(engine.trajectory().predictability())
          .isEqualTo(oracle.trajectory().predictability());
      List<double[]> ends = new ArrayList<>();
      oracle.write(new SeriesEnds<>(new TestSink(1)), ends::add);
      List<double[]> rows = new ArrayList<>();
      engine
          .trajectory()
          .write(
              new StateOutput<>(
                  new SeriesEnds<>(new TestSink(1)), part -> rows.addAll(part.collect())));
      assertThat(rows).hasSize(SERIES.count()).usingRecursiveComparison().isEqualTo(ends);
    }
    inputs.unpersist();
  }

  @Test
  void cutAnewForwardsOrBackwardsSeriesBeginAtTheSameSteps() {
    Layout from = new Layout(0, SERIES.steps(), 5, 4, 3, 3);
    Layout to = new Layout(0, SERIES.steps(), 3, 3, 2, 3);
    JavaRDD<InputBlock> blocks = distributed(from, true);
    List<InputBlock> forwards = Recut.of(blocks, from, to, false).collect();
    assertThat(forwards).usingRecursiveComparison().isEqualTo(SERIES.blocks(to, true));
    InputBlock turned = InputBlock.joined(0, SERIES.blocks(from, true)).backwards();
    List<InputBlock> backwards = Recut.of(blocks, from, to, true).collect();
    InputBlock joined = InputBlock.joined(0, backwards);
    assertThat(joined.restarts().steps()).isEqualTo(turned.restarts().steps());
    assertThat(joined.inputs()).usingRecursiveComparison().isEqualTo(turned.inputs());
    blocks.unpersist();
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.TestSpec;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.engine.trajectory.StateTrace;
import dev.deerpark.engine.trajectory.TestSink;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.solve.Damper;
import dev.deerpark.solve.FormPolicy;
import dev.deerpark.solve.Method;
import dev.deerpark.solve.Solution;
import dev.deerpark.solve.SolveListener;
import dev.deerpark.solve.Solver;
import dev.deerpark.solve.SolverOptions;
import dev.deerpark.spark.scan.ScanPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Executors in processes of their own die while they walk: that costs time, and little of it. */
@Timeout(300)
@ExtendWith(SharedSession.class)
class LostExecutorsIT {
  private static final long SEED = 11;
  private static final int ITERATIONS = 8;
  private static final SweepRule RULE = SweepRule.bitwise(Precision.DOUBLE, 1e-12);
  private static final Layout LAYOUT = new Layout(0, 4000, 10, 5, 4, 3);

  private static final SolverOptions JACOBI = new SolverOptions(Method.JACOBI, 1e-12, ITERATIONS);

  /** Too chaotic to converge, so that no part of the series is settled and skipped. */
  private static final TestSpec MODEL = new TestSpec(4, 2, 4, SEED);

  @TempDir static Path work;
  private static SparkSession spark;
  private static JavaSparkContext context;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark = TestSession.own(TestCluster.twoExecutors().config("spark.speculation", false));
    context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    context.setCheckpointDir(work.toUri().toString());
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void aLossInTheFourthIterationRepeatsNoMoreThanOneSweep() {
    requireOraclesRows(JACOBI, CheckpointPolicy.afterAtMost(1), 4, false);
  }

  @Test
  @EnabledIfSystemProperty(named = "deerpark.faults", matches = "all")
  void aLossAfterAnUpdateBySecantsRepeatsNoMoreThanOneSweep() {
    SolverOptions secants =
        new SolverOptions(
            Method.SHOOTING,
            FormPolicy.secants(),
            Damper.always(Damping.NONE),
            1e-12,
            ITERATIONS,
            OptionalDouble.empty(),
            OptionalDouble.empty());
    requireOraclesRows(secants, CheckpointPolicy.afterAtMost(1), 6, false);
  }

  @Test
  void aLossDuringTheWriteAfterExpensiveSweepsRepeatsNone() {
    CheckpointPolicy expensive = new CheckpointPolicy(1000, 0, 1000, 200);
    requireOraclesRows(JACOBI, expensive, -1, true);
  }

  private void requireOraclesRows(
      SolverOptions options, CheckpointPolicy policy, int fatalIteration, boolean fatalWrite) {
    List<double[]> expected = new ArrayList<>();
    LocalEngine oracle =
        new LocalEngine(
            LAYOUT,
            RULE,
            new ReferenceKernels(MODEL, Precision.DOUBLE),
            TestSequences.normal(LAYOUT, 2, Precision.DOUBLE, SEED),
            new double[4]);
    Solution undisturbed =
        new Solver(options, SolveListener.NONE).solve(oracle, oracle.from(Guess.zeros()));
    StateTrace trace = oracle.write(new TestSink(1), expected::add);
    MortalSpec mortal = new MortalSpec(MODEL, folder.toString());
    List<InputBlock> blocks = TestSequences.normal(LAYOUT, 2, Precision.DOUBLE, SEED);
    JavaRDD<InputBlock> inputs = context.parallelize(blocks, LAYOUT.partitions());
    try (SparkEngine engine =
        new SparkEngine(
            context,
            LAYOUT,
            RULE,
            ScanPlans.always(ScanPlan.flat("test")),
            new ReferenceKernels(mortal, Precision.DOUBLE),
            inputs,
            new double[4],
            policy)) {
      Solution solution =
          new Solver(options, killing(mortal, fatalIteration))
              .solve(engine, engine.from(Guess.zeros()));
      if (fatalWrite) {
        mortal.kill();
      }
      List<double[]> rows = new ArrayList<>();
      StateTrace written =
          engine
              .trajectory()
              .write(new StateOutput<>(new TestSink(1), part -> rows.addAll(part.collect())));

      assertThat(mortal.killed()).isTrue();
      assertThat(rows).usingRecursiveComparison().isEqualTo(expected);
      assertThat(written.digestText()).isEqualTo(trace.digestText());
      assertThat(solution.steps()).isEqualTo(undisturbed.steps());
      // the executor had two partitions of four: of the walk that it died in, and of what it held
      long steps = solution.steps() + LAYOUT.steps();
      assertThat(mortal.steps() - steps).isBetween(-LAYOUT.steps() / 10, LAYOUT.steps());
    }
  }

  private static SolveListener killing(MortalSpec mortal, int fatalIteration) {
    return new SolveListener() {
      @Override
      public void starting(int iteration) {
        if (iteration == fatalIteration) {
          mortal.kill();
        }
      }
    };
  }
}

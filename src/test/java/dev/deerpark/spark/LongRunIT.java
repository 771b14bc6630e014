// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.TestSpec;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.solve.IterationRecord;
import dev.deerpark.solve.Method;
import dev.deerpark.solve.Outcome;
import dev.deerpark.solve.Solution;
import dev.deerpark.solve.SolveListener;
import dev.deerpark.solve.Solver;
import dev.deerpark.solve.SolverOptions;
import dev.deerpark.spark.scan.ScanPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.BlockId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Hundreds of iterations in one run: lineage, checkpoints, and what Spark keeps of each. */
@ExtendWith(SharedSession.class)
class LongRunIT {
  private static final long SEED = 5;

  @TempDir static Path work;
  private static JavaSparkContext context;

  @BeforeAll
  static void start() {
    context = JavaSparkContext.fromSparkContext(TestSession.local().sparkContext());
    context.setCheckpointDir(work.toUri().toString());
  }

  @Test
  void aRunOfFourHundredIterationsNeitherOverflowsTheStackNorPilesAnythingUp()
      throws InterruptedException {
    int broadcastsBefore = broadcasts();
    List<Integer> persisted = new ArrayList<>();
    List<Integer> checkpoints = new ArrayList<>();
    SolveListener counting =
        new SolveListener() {
          @Override
          public void finished(List<IterationRecord> history) {
            persisted.add(context.getPersistentRDDs().size());
            checkpoints.add(checkpoints());
          }
        };
    TestSpec chaotic = new TestSpec(4, 2, 4, SEED);
    Layout layout = new Layout(0, 800, 2, 100, 2, 4);
    SweepRule rule = SweepRule.bitwise(Precision.DOUBLE, 1e-12);
    JavaRDD<InputBlock> inputs =
        context.parallelize(TestSequences.normal(layout, 2, Precision.DOUBLE, SEED), 2).cache();
    try (SparkEngine engine =
        new SparkEngine(
            context,
            layout,
            rule,
            ScanPlan.flat("test"),
            new ReferenceKernels(chaotic, Precision.DOUBLE),
            inputs,
            new double[4])) {
      Solution solution =
          new Solver(new SolverOptions(Method.JACOBI, 1e-12, 500), counting).solve(engine);
      assertThat(solution.outcome()).isEqualTo(Outcome.CONVERGED);
      assertThat(solution.iterations()).isBetween(390, 400);
      assertThat(engine.trajectory().compareWithLoop().largest()).isZero();
      assertThat(persisted).as("the inputs and an iterate").allMatch(count -> count == 2);
      assertThat(checkpoints).contains(1).allMatch(count -> count <= 1);
      awaitBroadcasts(broadcastsBefore + solution.iterations() / 4);
    }
    inputs.unpersist();
  }

  /** Checkpoints on disk. */
  private static int checkpoints() {
    try (Stream<Path> files = Files.walk(Path.of(URI.create(context.getCheckpointDir().get())))) {
      return (int) files.filter(file -> file.getFileName().toString().startsWith("rdd-")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int broadcasts() {
    return SparkEnv.get().blockManager().getMatchingBlockIds(BlockId::isBroadcast).size();
  }

  /** Spark drops the broadcasts of tasks some time after they have become garbage. */
  private static void awaitBroadcasts(int most) throws InterruptedException {
    for (int attempt = 0; attempt < 300 && broadcasts() > most; attempt++) {
      System.gc();
      Thread.sleep(100);
    }
    assertThat(broadcasts()).isLessThanOrEqualTo(most);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.TestSpec;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.scan.ScanTree;
import dev.deerpark.scan.TreeRun;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.solve.Method;
import dev.deerpark.solve.Solution;
import dev.deerpark.solve.SolveListener;
import dev.deerpark.solve.Solver;
import dev.deerpark.solve.SolverOptions;
import dev.deerpark.spark.scan.ScanPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.executor.ShuffleWriteMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The tree plan over processes of their own sends what its formula says. */
@EnabledIfSystemProperty(named = "deerpark.faults", matches = "all")
@Timeout(300)
@ExtendWith(SharedSession.class)
class TreeOnExecutorsIT {
  private static final long SEED = 23;
  private static final int PARTITIONS = 64;
  private static final int GROUPS = 8;
  private static final int ITERATIONS = 4;
  private static final SweepRule RULE = SweepRule.of(Precision.DOUBLE, 1e-30);

  /** Five blocks a partition with fan-in 3, so that partitions send two to four elements. */
  private static final Layout LAYOUT = new Layout(0, 64 * 5 * 4 * 2, 2, 4, PARTITIONS, 3);

  private static final TestSpec MODEL = new TestSpec(32, 2, 1.2, SEED);

  /** The plan's figure for an element of full Jacobians: the map, four states and 224 bytes. */
  private static final long ELEMENT = 8L * (32 * 32 + 4 * 32) + 224;

  private static final long STATE = 8L * 32;

  /** By how much it may be wrong. */
  private static final long OFF = 64;

  /** The place of a message and of what it has, for each message. */
  private static final long HEADER = 64;

  /** Each would fold the sweep before it a second time. */
  private static final CheckpointPolicy NO_CHECKPOINTS = new CheckpointPolicy(1000, 0, 0, 1e9);

  @TempDir static Path work;
  private static SparkSession spark;
  private static JavaSparkContext context;

  @BeforeAll
  static void start() {
    spark =
        TestSession.own(
            TestCluster.twoExecutors()
                .config("spark.speculation", false)
                .config("spark.shuffle.compress", false));
    context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    context.setCheckpointDir(work.toUri().toString());
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** A stage that ran: its tasks, and what they left for the tasks of others. */
  private record Stage(int tasks, long messages, long bytes) {}

  private static final class Stages extends SparkListener {
    private final List<Stage> all = new ArrayList<>();

    @Override
    public synchronized void onStageCompleted(SparkListenerStageCompleted stage) {
      ShuffleWriteMetrics written = stage.stageInfo().taskMetrics().shuffleWriteMetrics();
      all.add(
          new Stage(
              stage.stageInfo().numTasks(), written.recordsWritten(), written.bytesWritten()));
    }

    synchronized List<Stage> all() {
      return List.copyOf(all);
    }
  }

  @Test
  void sixtyFourPartitionsSendTheNodesOfTheFormulaAndGiveTheOraclesBits() throws Exception {
    SolverOptions options = new SolverOptions(Method.DEER, 1e-30, ITERATIONS);
    LocalEngine oracle =
        new LocalEngine(
            LAYOUT.withPartitions(1),
            RULE,
            new ReferenceKernels(MODEL, Precision.DOUBLE),
            TestSequences.normal(LAYOUT, 2, Precision.DOUBLE, SEED),
            new double[MODEL.size()]);
    Solution expected = new Solver(options, SolveListener.NONE).solve(oracle);
    List<InputBlock> blocks = TestSequences.normal(LAYOUT, 2, Precision.DOUBLE, SEED);
    JavaRDD<InputBlock> inputs = context.parallelize(blocks, PARTITIONS).cache();
    inputs.count();
    Stages stages = new Stages();
    try (SparkEngine engine =
        new SparkEngine(
            context,
            LAYOUT,
            RULE,
            ScanPlans.always(ScanPlan.tree(PARTITIONS, "test")),
            new ReferenceKernels(MODEL, Precision.DOUBLE),
            inputs,
            new double[MODEL.size()],
            NO_CHECKPOINTS)) {
      context.sc().addSparkListener(stages);
      Solution solution = new Solver(options, SolveListener.NONE).solve(engine);
      context.sc().listenerBus().waitUntilEmpty();
      context.sc().removeSparkListener(stages);

      assertThat(solution.iterations()).isEqualTo(expected.iterations()).isEqualTo(ITERATIONS);
      assertThat(engine.iterate().map(BlockIterate::starts).collect())
          .usingRecursiveComparison()
          .isEqualTo(oracle.iterate().stream().map(BlockIterate::starts).toList());
    }
    inputs.unpersist();
    requireTheFormula(stages.all());
  }

  /**
   * Up, every partition leaves one message for its group, and the driver takes those of the groups;
   * down, every partition gets one message. The bytes are those of the nodes.
   */
  private static void requireTheFormula(List<Stage> stages) {
    List<Stage> up = stages.stream().filter(stage -> stage.tasks() == PARTITIONS).toList();
    List<Stage> groups = stages.stream().filter(stage -> stage.tasks() == GROUPS).toList();
    List<Stage> top = groups.stream().filter(stage -> stage.messages() == 0).toList();
    List<Stage> down = groups.stream().filter(stage -> stage.messages() > 0).toList();
    String run = nodes() + " nodes, seed " + SEED + ", " + stages;
    assertThat(up.size() + groups.size()).as(run).isEqualTo(stages.size());
    assertThat(up).as(run).hasSize(1 + ITERATIONS);
    assertThat(top).as(run).hasSize(1 + ITERATIONS);
    assertThat(down).as(run).hasSize(ITERATIONS);
    requireMessages(up, nodes() * (ELEMENT - OFF), nodes() * 2 * OFF, run);
    requireMessages(down, nodes() * STATE, 0, run);
  }

  private static void requireMessages(List<Stage> stages, long bytes, long figures, String run) {
    long most = bytes + figures + PARTITIONS * HEADER;
    assertThat(stages)
        .as(run)
        .allSatisfy(
            stage -> {
              assertThat(stage.messages()).isEqualTo(PARTITIONS);
              assertThat(stage.bytes()).isBetween(bytes, most);
            });
  }

  /** The elements that all partitions send to their groups, and the states that return. */
  private static long nodes() {
    ScanTree tree = new ScanTree(LAYOUT.blocks(), LAYOUT.fanIn());
    return IntStream.range(0, PARTITIONS)
        .mapToLong(
            partition ->
                TreeRun.nodes(tree, LAYOUT.firstBlock(partition), LAYOUT.firstBlock(partition + 1))
                    .size())
        .sum();
  }
}

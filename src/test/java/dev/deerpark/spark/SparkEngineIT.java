// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.Engine;
import dev.deerpark.engine.FirstSweep;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.TestSpec;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.engine.sweep.BurnIn;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.engine.trajectory.StateTrace;
import dev.deerpark.engine.trajectory.TestSink;
import dev.deerpark.engine.trajectory.Trajectory.Comparison;
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
import dev.deerpark.solve.IterationRecord;
import dev.deerpark.solve.Method;
import dev.deerpark.solve.Outcome;
import dev.deerpark.solve.Solution;
import dev.deerpark.solve.SolveListener;
import dev.deerpark.solve.Solver;
import dev.deerpark.solve.SolverOptions;
import dev.deerpark.solve.secant.RandomSecants;
import dev.deerpark.solve.secant.Secants;
import dev.deerpark.spark.scan.ScanPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.BlockId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;

/** The cluster's engine against the oracle, on real Spark. */
@ExtendWith(SharedSession.class)
class SparkEngineIT {
  private static final long SEED = 5;
  private static final SweepRule RULE = SweepRule.of(Precision.FLOAT, 1e-6);
  private static final TestSpec MODEL = new TestSpec(6, 2, 1.2, SEED);

  @TempDir static Path work;
  private static SparkSession spark;
  private static JavaSparkContext context;

  @BeforeAll
  static void start() {
    spark = TestSession.local();
    context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    context.setCheckpointDir(work.toUri().toString());
  }

  private static Layout layout(Method method, int partitions) {
    return method == Method.SEQUENTIAL
        ? new Layout(0, 500, 10, 1, partitions, 3)
        : new Layout(0, 500, 2, 5, partitions, 3);
  }

  private static JavaRDD<InputBlock> distributed(Layout layout, Precision precision) {
    List<InputBlock> blocks = TestSequences.normal(layout, 2, precision, SEED);
    List<Tuple2<Integer, InputBlock>> keyed = new ArrayList<>();
    blocks.forEach(block -> keyed.add(new Tuple2<>(block.index(), block)));
    return context
        .parallelizePairs(keyed, 3)
        .partitionBy(new ByLayout(layout))
        .values()
        .sortBy(InputBlock::index, true, 1)
        .keyBy(InputBlock::index)
        .partitionBy(new ByLayout(layout))
        .values()
        .cache();
  }

  /** Sends each block to its partition. */
  private static final class ByLayout extends org.apache.spark.Partitioner {
    private final Layout layout;

    ByLayout(Layout layout) {
      this.layout = layout;
    }

    @Override
    public int numPartitions() {
      return layout.partitions();
    }

    @Override
    public int getPartition(Object block) {
      return layout.partitionOf((Integer) block);
    }
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
    JavaRDD<InputBlock> inputs = distributed(layout, Precision.FLOAT);
    SweepRule bitwise = SweepRule.bitwise(Precision.FLOAT, 1e-6);
    KernelFactory kernels = new ReferenceKernels(MODEL, Precision.FLOAT);
    ScanPlan plan = partitions == 20 ? ScanPlan.tree(20, "test") : ScanPlan.flat("test");
    Random random = new Random(SEED);
    try (SparkEngine engine =
            new SparkEngine(context, layout, bitwise, plan, kernels, inputs, new double[6]);
        LocalEngine loop =
            new LocalEngine(
                layout(Method.SHOOTING, 1),
                bitwise,
                kernels,
                TestSequences.normal(layout, 2, Precision.FLOAT, SEED),
                new double[6])) {
      loop.walkInOrder();
      double[] exact = loop.walks().starts().array();
      long known =
          engine
              .from(Guess.zeros())
              .begin(JacobianForm.ZERO, Damping.NONE)
              .summary()
              .exactSegments();
      for (int update = 1; update <= 12; update++) {
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

  static List<Damper> dampers() {
    Damping filter = Damping.filter(1e-3);
    return List.of(
        new AdaptiveDamper(),
        Damper.always(filter.withPublishedPrefix()),
        Damper.always(filter.smoothing()),
        Damper.always(Damping.clip(0.5).within(2)));
  }

  private static void requireOraclesBits(Method method, KernelFactory kernels) {
    requireOraclesBits(
        new SolverOptions(method, 1e-6, 5), engine -> engine.from(Guess.zeros()), kernels);
  }

  private static void requireOraclesBits(
      SolverOptions options, Function<Engine, FirstSweep> first, KernelFactory kernels) {
    Method method = options.method();
    Solver solver = new Solver(options, SolveListener.NONE);
    LocalEngine oracle =
        new LocalEngine(
            layout(method, 1),
            RULE,
            kernels,
            TestSequences.normal(layout(method, 1), 2, Precision.FLOAT, SEED),
            new double[6]);
    Solution expected = solver.solve(oracle, first.apply(oracle));
    for (ScanPlan plan : List.of(ScanPlan.flat("test"), ScanPlan.tree(20, "test"))) {
      for (int partitions : new int[] {1, 3, 20}) {
        solvesLike(oracle, expected, kernels, layout(method, partitions), plan, solver, first);
      }
    }
  }

  private static void solvesLike(
      LocalEngine oracle,
      Solution expected,
      KernelFactory kernels,
      Layout layout,
      ScanPlan plan,
      Solver solver,
      Function<Engine, FirstSweep> first) {
    String run = expected.sentence() + ", " + kernels.name() + ", " + layout + ", " + plan;
    JavaRDD<InputBlock> inputs = distributed(layout, Precision.FLOAT);
    try (SparkEngine engine =
        new SparkEngine(context, layout, RULE, plan, kernels, inputs, new double[6])) {
      Solution solution = solver.solve(engine, first.apply(engine));
      assertThat(solution.history())
          .as(run)
          .usingRecursiveComparison()
          .ignoringFields("seconds")
          .withEqualsForType(Double::equals, Double.class) // a NaN is one
          .isEqualTo(expected.history());
      assertThat(engine.trajectory().solution().values().map(BlockIterate::starts).collect())
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

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theClusterWritesTheOraclesRowsWithItsFirstWalkAndAfterIt(int burnIn) {
    KernelFactory kernels = new ReferenceKernels(MODEL, Precision.FLOAT);
    Layout one = layout(Method.SHOOTING, 1);
    LocalEngine oracle =
        new LocalEngine(
            one, RULE, kernels, TestSequences.normal(one, 2, Precision.FLOAT, SEED), new double[6]);
    Solver solver = new Solver(new SolverOptions(Method.SHOOTING, 1e-6, 3), SolveListener.NONE);
    List<double[]> first = new ArrayList<>();
    FirstSweep walk = oracle.from(new BurnIn(burnIn)).into(new TestSink(3), first::add);
    Solution expected = solver.solve(oracle, walk);
    List<double[]> last = new ArrayList<>();
    StateTrace trace = oracle.write(new TestSink(3), last::add);
    for (int partitions : new int[] {1, 3, 20}) {
      Layout layout = layout(Method.SHOOTING, partitions);
      JavaRDD<InputBlock> inputs = distributed(layout, Precision.FLOAT);
      try (SparkEngine engine = engine(layout, kernels, inputs)) {
        Stored firstRows = new Stored();
        Solution solution =
            solver.solve(engine, engine.from(new BurnIn(burnIn)).into(firstRows.output()));
        Stored lastRows = new Stored();
        StateTrace written = engine.trajectory().write(lastRows.output());

        assertThat(firstRows.rows).usingRecursiveComparison().isEqualTo(first);
        assertThat(lastRows.rows).usingRecursiveComparison().isEqualTo(last);
        assertThat(written).usingRecursiveComparison().isEqualTo(trace);
        assertThat(solution.written()).usingRecursiveComparison().isEqualTo(expected.written());
        assertThat(solution.history())
            .usingRecursiveComparison()
            .ignoringFields("seconds")
            .withEqualsForType(Double::equals, Double.class)
            .isEqualTo(expected.history());
      }
      inputs.unpersist();
    }
  }

  /** Keeps the rows that come, on the driver. */
  private static final class Stored {
    private final List<double[]> rows = new ArrayList<>();

    StateOutput<double[]> output() {
      return new StateOutput<>(new TestSink(3), part -> rows.addAll(part.collect()));
    }
  }

  private static SparkEngine engine(
      Layout layout, KernelFactory kernels, JavaRDD<InputBlock> inputs) {
    return new SparkEngine(
        context, layout, RULE, ScanPlan.flat("test"), kernels, inputs, new double[6]);
  }

  @Test
  void whatTheFirstIterateWasMadeFromIsReleasedButALostBlockIsMadeAgain() {
    Layout layout = layout(Method.SHOOTING, 3);
    JavaRDD<InputBlock> inputs = distributed(layout, Precision.FLOAT);
    KernelFactory kernels = new ReferenceKernels(MODEL, Precision.FLOAT);
    try (SparkEngine engine = engine(layout, kernels, inputs)) {
      engine.from(new BurnIn(2)).into(new Stored().output()).begin(JacobianForm.ZERO, Damping.NONE);
      Comparison before = engine.trajectory().compareWithLoop();
      Map<Integer, JavaRDD<?>> persisted = context.getPersistentRDDs();
      assertThat(persisted.values()).extracting(JavaRDD::name).contains("iterate 0").hasSize(2);

      persisted.keySet().forEach(rdd -> SparkEnv.get().blockManager().removeRdd(rdd));

      assertThat(engine.trajectory().compareWithLoop()).isEqualTo(before);
    }
    inputs.unpersist();
  }

  @Test
  void aRunOfFourHundredIterationsNeitherOverflowsTheStackNorPilesAnythingUp()
      throws InterruptedException {
    context.setCheckpointDir(work.resolve("checkpoints-of-its-own").toUri().toString());
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
    JavaRDD<InputBlock> inputs = distributed(layout, Precision.DOUBLE);
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
  private int checkpoints() {
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

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import static dev.deerpark.spark.TestEngines.MODEL;
import static dev.deerpark.spark.TestEngines.RULE;
import static dev.deerpark.spark.TestEngines.layout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.FirstSweep;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.sweep.BurnIn;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.trajectory.StateTrace;
import dev.deerpark.engine.trajectory.TestSink;
import dev.deerpark.engine.trajectory.Trajectory.Comparison;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.JacobianForm;
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
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows that the cluster's engine writes, with its first walk and after it. */
@ExtendWith(SharedSession.class)
class SparkEngineOutputIT {
  private static final KernelFactory KERNELS = new ReferenceKernels(MODEL, Precision.FLOAT);

  @TempDir static Path work;
  private static JavaSparkContext context;
  private static TestEngines engines;

  @BeforeAll
  static void start() {
    context = JavaSparkContext.fromSparkContext(TestSession.local().sparkContext());
    context.setCheckpointDir(work.toUri().toString());
    engines = new TestEngines(context);
  }

  /** Keeps the rows that come, on the driver. */
  private static final class Stored {
    private final List<double[]> rows = new ArrayList<>();

    StateOutput<double[]> output() {
      return new StateOutput<>(new TestSink(3), part -> rows.addAll(part.collect()));
    }
  }

  private static SparkEngine cluster(Layout layout, JavaRDD<InputBlock> inputs) {
    return engines.cluster(layout, RULE, ScanPlan.flat("test"), KERNELS, inputs);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theClusterWritesTheOraclesRowsWithItsFirstWalkAndAfterIt(int burnIn) {
    LocalEngine oracle = TestEngines.oracle(layout(Method.SHOOTING, 1), RULE, KERNELS);
    Solver solver = new Solver(new SolverOptions(Method.SHOOTING, 1e-6, 3), SolveListener.NONE);
    List<double[]> first = new ArrayList<>();
    FirstSweep walk = oracle.from(new BurnIn(burnIn)).into(new TestSink(3), first::add);
    Solution expected = solver.solve(oracle, walk);
    List<double[]> last = new ArrayList<>();
    StateTrace trace = oracle.write(new TestSink(3), last::add);
    for (int partitions : new int[] {1, 3, 20}) {
      Layout layout = layout(Method.SHOOTING, partitions);
      JavaRDD<InputBlock> inputs = engines.inputs(layout);
      try (SparkEngine engine = cluster(layout, inputs)) {
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

  @Test
  void whatTheFirstIterateWasMadeFromIsReleasedButALostBlockIsMadeAgain() {
    Layout layout = layout(Method.SHOOTING, 3);
    JavaRDD<InputBlock> inputs = engines.inputs(layout);
    try (SparkEngine engine = cluster(layout, inputs)) {
      engine.from(new BurnIn(2)).into(new Stored().output()).begin(JacobianForm.ZERO, Damping.NONE);
      Comparison before = engine.trajectory().compareWithLoop();
      Map<Integer, JavaRDD<?>> persisted = context.getPersistentRDDs();
      assertThat(persisted.values()).extracting(JavaRDD::name).contains("iterate 0").hasSize(2);

      persisted.keySet().forEach(rdd -> SparkEnv.get().blockManager().removeRdd(rdd));

      assertThat(engine.trajectory().compareWithLoop()).isEqualTo(before);
    }
    inputs.unpersist();
  }
}

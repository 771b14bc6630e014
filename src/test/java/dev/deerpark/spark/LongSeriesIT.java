// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.engine.sweep.BurnIn;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.solve.Method;
import dev.deerpark.solve.Outcome;
import dev.deerpark.solve.Solution;
import dev.deerpark.solve.SolveListener;
import dev.deerpark.solve.Solver;
import dev.deerpark.solve.SolverOptions;
import dev.deerpark.spark.scan.ScanPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A series of more steps than an {@code int} can count, whose inputs are made where they are. */
@EnabledIfSystemProperty(named = "deerpark.faults", matches = "all")
@Timeout(3000)
@ExtendWith(SharedSession.class)
class LongSeriesIT {
  /** The only step whose input is not zero. */
  private static final long PULSE = (1L << 31) + 5;

  private static final long STEPS = PULSE + 3000;
  private static final double KEEPS = 0.999;
  private static final Layout LAYOUT = new Layout(0, STEPS, 1 << 16, 16, 8, 8);

  @TempDir static Path work;

  /** A state that decays, so that it says how many steps ago the pulse was. */
  private record Decay() implements RecurrenceSpec {
    @Override
    public Recurrence build() {
      return new Recurrence() {
        @Override
        public int stateSize() {
          return 1;
        }

        @Override
        public int inputSize() {
          return 1;
        }

        @Override
        public void step(double[] state, double[] input, double[] next) {
          next[0] = KEEPS * state[0] + input[0];
        }
      };
    }
  }

  private static InputBlock block(int index) {
    double[] inputs = new double[LAYOUT.stepsOf(index)];
    if (LAYOUT.blockOf(PULSE) == index) {
      inputs[(int) (PULSE - LAYOUT.firstStep(index))] = 1;
    }
    return new InputBlock(
        index, LAYOUT.firstStep(index), inputs.length, 1, new Numbers.Doubles(inputs));
  }

  @Test
  void theLastStateSaysHowManyStepsAgoThePulseWas() {
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(TestSession.local().sparkContext());
    context.setCheckpointDir(work.toUri().toString());
    List<Integer> indexes = IntStream.range(0, LAYOUT.blocks()).boxed().toList();
    JavaRDD<InputBlock> inputs =
        context.parallelize(indexes, LAYOUT.partitions()).map(LongSeriesIT::block);
    try (SparkEngine engine =
        new SparkEngine(
            context,
            LAYOUT,
            SweepRule.of(Precision.DOUBLE, 1e-9),
            ScanPlan.flat("test"),
            new ReferenceKernels(new Decay(), Precision.DOUBLE),
            inputs,
            new double[1])) {
      Solver solver = new Solver(new SolverOptions(Method.SHOOTING, 1e-9, 5), SolveListener.NONE);
      Solution solution = solver.solve(engine, engine.from(new BurnIn(30_000)));
      assertThat(solution.outcome()).isEqualTo(Outcome.CONVERGED);
      assertThat(solution.steps()).isGreaterThanOrEqualTo(STEPS);
      List<BlockIterate> last = engine.iterate().filter(LongSeriesIT::isLast).collect();
      assertThat(last).hasSize(1);
      assertThat(last.get(0).end()[0]).isCloseTo(Math.pow(KEEPS, STEPS - 1 - PULSE), within(1e-12));
      int pulse = LAYOUT.blockOf(PULSE);
      assertThat(engine.trajectory().compareBlocks(List.of(pulse - 1)).largest()).isLessThan(1e-9);
    }
  }

  private static boolean isLast(BlockIterate block) {
    return block.block() == LAYOUT.blocks() - 1;
  }
}

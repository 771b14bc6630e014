// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LayerWeights;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.solve.Damper;
import dev.deerpark.solve.Method;
import dev.deerpark.solve.SolveListener;
import dev.deerpark.solve.Solver;
import dev.deerpark.solve.SolverOptions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Sweeps at segment length 1, the papers' methods: milliseconds for the first {@link #SWEEPS} of a
 * GRU, on one core and in double. Every start moves in each of them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SweepBenchmark {
  private static final int SWEEPS = 4;
  private static final int INPUTS = 1;
  private static final int BLOCK = 2048;

  /** The method. */
  @Param({"QUASI_DEER", "DEER", "QUASI_ELK", "ELK"})
  public Method method;

  /** D. */
  @Param({"4", "24"})
  public int size;

  /** T. */
  @Param("16384")
  public int steps;

  private GruWeights weights;
  private List<InputBlock> blocks;
  private Layout layout;
  private SolverOptions options;

  /** Makes the network, with weights that forget slowly, and its inputs. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    double bound = 2 / Math.sqrt(size);
    weights =
        new GruWeights(
            new LayerWeights(
                3,
                INPUTS,
                size,
                uniform(random, 3 * size * INPUTS, bound),
                uniform(random, 3 * size * size, bound),
                uniform(random, 3 * size, bound),
                uniform(random, 3 * size, bound)));
    layout = new Layout(0, steps, 1, BLOCK, 1, 8);
    blocks = IntStream.range(0, layout.blocks()).mapToObj(block -> block(random, block)).toList();
    Damping damping = method.filters() ? Damping.filter(0.01) : Damping.NONE;
    options = new SolverOptions(method, Damper.always(damping), 1e-300, SWEEPS - 1);
  }

  private InputBlock block(Random random, int block) {
    Numbers inputs = new Numbers.Doubles(uniform(random, layout.stepsOf(block) * INPUTS, 1));
    return new InputBlock(block, layout.firstStep(block), layout.stepsOf(block), INPUTS, inputs);
  }

  private static double[] uniform(Random random, int count, double bound) {
    return DoubleStream.generate(() -> (2 * random.nextDouble() - 1) * bound)
        .limit(count)
        .toArray();
  }

  /** The sweeps. */
  @Benchmark
  public Object sweeps() {
    SweepRule rule = SweepRule.of(Precision.DOUBLE, 1e-12);
    JvmKernels kernels = new JvmKernels(weights, Precision.DOUBLE);
    try (LocalEngine engine = new LocalEngine(layout, rule, kernels, blocks, new double[size])) {
      return new Solver(options, SolveListener.NONE).solve(engine);
    }
  }
}

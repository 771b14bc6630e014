// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.engine.trajectory.TestSink;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Sequences for tests: random inputs cut into blocks, and the plain loop over them. */
public final class TestSequences {
  private TestSequences() {}

  /** Standard normal inputs; the same for every layout of the same length. */
  public static List<InputBlock> normal(Layout layout, int width, Precision precision, long seed) {
    Random random = new Random(seed);
    List<InputBlock> blocks = new ArrayList<>();
    for (int block = 0; block < layout.blocks(); block++) {
      Numbers inputs = precision.allocate(layout.stepsOf(block) * width);
      for (int i = 0; i < inputs.length(); i++) {
        inputs.set(i, random.nextGaussian());
      }
      blocks.add(
          new InputBlock(block, layout.firstStep(block), layout.stepsOf(block), width, inputs));
    }
    return blocks;
  }

  /** The loop, written as one would: {@code [T][D]}. */
  public static double[][] loop(
      Recurrence model, List<InputBlock> blocks, double[] start, Precision precision) {
    List<double[]> states = new ArrayList<>();
    double[] input = new double[model.inputSize()];
    double[] state = start.clone();
    for (InputBlock block : blocks) {
      for (int step = 0; step < block.steps(); step++) {
        block.input(step, input);
        double[] next = new double[state.length];
        model.step(state, input, next);
        for (int i = 0; i < next.length; i++) {
          next[i] = precision.round(next[i]);
        }
        states.add(next);
        state = next;
      }
    }
    return states.toArray(double[][]::new);
  }

  /** All states of an engine's iterate: {@code [T][D]}. */
  public static double[][] states(LocalEngine engine) {
    List<double[]> states = new ArrayList<>();
    engine.write(new TestSink(1), row -> states.add(Arrays.copyOfRange(row, 1, row.length)));
    return states.toArray(double[][]::new);
  }
}

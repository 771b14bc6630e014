// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.nd4j;

import dev.deerpark.base.Precision;
import dev.deerpark.sequence.InputBlock;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Walks side by side, one in each column of a batch, all of them from their first step on. */
final class BatchWalk {
  private final ArrayCell cell;
  private final Precision precision;
  private final INDArray input;
  private final double[] inputCopy;
  private final double[] inputOfStep;
  private final BatchStates states;

  /** What becomes of the states on the way. */
  interface Output {
    /** Whether it looks at the states after so many steps. */
    boolean looksAfter(int walked);

    /**
     * Sees the state of a walk after some steps.
     *
     * @return whether the walk is over
     */
    boolean see(int column, int walked, double[] state);
  }

  /**
   * A stretch of a block's steps that one column walks.
   *
   * @param from its first step within the block
   * @param length steps, at least 1
   * @param states holds its start state from {@code at} on
   */
  record Stretch(int from, int length, double[] states, int at) {}

  BatchWalk(ArrayCell cell, Precision precision) {
    this.cell = cell;
    this.precision = precision;
    this.input = Batch.zeros(Math.max(1, cell.inputSize()));
    this.inputCopy = new double[Math.max(1, cell.inputSize()) * Batch.WIDTH];
    this.inputOfStep = new double[cell.inputSize()];
    this.states = new BatchStates(cell);
  }

  /** Numbers in a state. */
  int stateSize() {
    return states.size();
  }

  /**
   * Walks until every walk is over or at the end of its stretch.
   *
   * @param stretches at most {@link Batch#WIDTH}
   * @param product goes along
   * @throws IllegalArgumentException for a block in which a series begins
   */
  void run(InputBlock inputs, Stretch[] stretches, ArrayProduct product, Output output) {
    if (!inputs.restarts().isEmpty()) {
      throw new IllegalArgumentException("the nd4j kernel walks no blocks with restarts");
    }
    int longest = 0;
    for (int column = 0; column < stretches.length; column++) {
      states.set(column, stretches[column].states(), stretches[column].at());
      longest = Math.max(longest, stretches[column].length());
    }
    states.write();
    product.begin();
    boolean[] over = new boolean[stretches.length];
    int going = stretches.length;
    for (int walked = 1; walked <= longest && going > 0; walked++) {
      feed(inputs, stretches, walked - 1);
      cell.step(input, states.parts());
      product.advance();
      if (precision == Precision.FLOAT) {
        states.round();
      }
      if (output.looksAfter(walked)) {
        states.read();
        going -= look(stretches, walked, over, output);
      }
    }
  }

  /** Shows the states of the walks that go on, and returns how many of them are over now. */
  private int look(Stretch[] stretches, int walked, boolean[] over, Output output) {
    int ended = 0;
    for (int column = 0; column < stretches.length; column++) {
      if (!over[column] && output.see(column, walked, states.get(column))) {
        over[column] = true;
        ended++;
      }
    }
    return ended;
  }

  /** Writes the inputs of a step; a walk that is over walks on over its last. */
  private void feed(InputBlock inputs, Stretch[] stretches, int step) {
    int width = cell.inputSize();
    if (width == 0) {
      return;
    }
    for (int column = 0; column < stretches.length; column++) {
      Stretch stretch = stretches[column];
      inputs.input(stretch.from() + Math.min(step, stretch.length() - 1), inputOfStep);
      System.arraycopy(inputOfStep, 0, inputCopy, column * width, width);
    }
    Batch.write(inputCopy, input);
  }
}

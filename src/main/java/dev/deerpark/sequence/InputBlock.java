// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.Numbers;
import dev.deerpark.base.RecordSerializer;
import java.io.Serializable;

/**
 * The inputs of one block of consecutive steps. Shared, and never written once it is built.
 *
 * @param index the block's number in the {@link Layout}, which identifies its inputs within a run;
 *     {@link #OF_NO_LAYOUT} for any other selection of inputs
 * @param firstStep the step number (from 0) of the block's first step
 * @param steps number of steps in the block, at least 1
 * @param width numbers per step (the model's input size, may be 0)
 * @param inputs {@code [steps][width]}, row-major, normalised, in the run's precision
 */
@DefaultSerializer(RecordSerializer.class)
public record InputBlock(int index, long firstStep, int steps, int width, Numbers inputs)
    implements Serializable {

  /** The index of a block that belongs to no layout: a sample, or steps picked from a block. */
  public static final int OF_NO_LAYOUT = -1;

  public InputBlock {
    if (steps < 1 || inputs.length() != (long) steps * width) {
      throw new IllegalArgumentException(
          "block "
              + index
              + ": "
              + inputs.length()
              + " numbers for "
              + steps
              + " steps of "
              + width);
    }
  }

  /**
   * The rows of this block, each followed by the other block's row for the same step.
   *
   * @param other a block of the same steps in the same precision
   */
  public InputBlock beside(InputBlock other) {
    if (firstStep != other.firstStep || steps != other.steps) {
      throw new IllegalArgumentException("step " + firstStep + " beside " + other.firstStep);
    }
    int together = width + other.width;
    Numbers rows = inputs.precision().allocate(Math.multiplyExact(steps, together));
    for (int step = 0; step < steps; step++) {
      inputs.copy(step * width, rows, step * together, width);
      other.inputs.copy(step * other.width, rows, step * together + width, other.width);
    }
    return new InputBlock(index, firstStep, steps, together, rows);
  }

  /** The same rows in reverse order. */
  public InputBlock backwards() {
    Numbers rows = inputs.precision().allocate(inputs.length());
    for (int step = 0; step < steps; step++) {
      inputs.copy(step * width, rows, (steps - 1 - step) * width, width);
    }
    return new InputBlock(index, firstStep, steps, width, rows);
  }

  /** Whether the block belongs to a layout, so that its index identifies it. */
  public boolean isOfLayout() {
    return index != OF_NO_LAYOUT;
  }

  /**
   * Copies the input of the block's step {@code step} (from 0) to {@code into}, which has {@code
   * width} numbers.
   */
  public void input(int step, double[] into) {
    for (int i = 0, from = step * width; i < width; i++) {
      into[i] = inputs.get(from + i);
    }
  }
}

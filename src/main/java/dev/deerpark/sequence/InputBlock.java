// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.Numbers;
import dev.deerpark.base.RecordSerializer;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * The inputs of one block of consecutive steps. Shared, and never written once it is built.
 *
 * @param index the block's number in the {@link Layout}, which identifies its inputs within a run;
 *     {@link #OF_NO_LAYOUT} for any other selection of inputs
 * @param firstStep the step number (from 0) of the block's first step
 * @param steps number of steps in the block, at least 1
 * @param width numbers per step (the model's input size, may be 0)
 * @param inputs {@code [steps][width]}, row-major, normalised, in the run's precision
 * @param restarts where series begin within the block
 */
@DefaultSerializer(RecordSerializer.class)
public record InputBlock(
    int index, long firstStep, int steps, int width, Numbers inputs, Restarts restarts)
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
    if (!restarts.isEmpty() && restarts.steps()[restarts.count() - 1] >= steps) {
      throw new IllegalArgumentException("block " + index + ": a restart behind its end");
    }
  }

  /** A block in which no series begins. */
  public InputBlock(int index, long firstStep, int steps, int width, Numbers inputs) {
    this(index, firstStep, steps, width, inputs, Restarts.NONE);
  }

  /** The same inputs with other restarts. */
  public InputBlock with(Restarts others) {
    return new InputBlock(index, firstStep, steps, width, inputs, others);
  }

  /** The same inputs in another place. */
  public InputBlock at(int otherIndex, long otherFirstStep) {
    return new InputBlock(otherIndex, otherFirstStep, steps, width, inputs, restarts);
  }

  /** The same steps with other rows. */
  public InputBlock of(int otherWidth, Numbers rows) {
    return new InputBlock(index, firstStep, steps, otherWidth, rows, restarts);
  }

  /** Whether a step of the block is the last one of its series, as far as that is known. */
  public boolean endsSeries(int step) {
    return restarts.endsSeries(step, steps);
  }

  /**
   * Some consecutive steps, in a new array, as a block of no layout.
   *
   * @param from the first step within this block
   * @param to one past the last
   */
  public InputBlock part(int from, int to) {
    Numbers rows = inputs.precision().allocate((to - from) * width);
    inputs.copy(from * width, rows, 0, rows.length());
    Restarts own = restarts.part(from, to, steps);
    return new InputBlock(OF_NO_LAYOUT, firstStep + from, to - from, width, rows, own);
  }

  /**
   * Blocks one after the other as one, in a new array.
   *
   * @param index of the joined block
   * @param parts at least one, of the same width and precision; the first says where it begins
   */
  public static InputBlock joined(int index, List<InputBlock> parts) {
    InputBlock first = parts.get(0);
    int[] lengths = parts.stream().mapToInt(InputBlock::steps).toArray();
    int steps = Math.toIntExact(Arrays.stream(lengths).asLongStream().sum());
    Numbers rows = first.inputs.precision().allocate(Math.multiplyExact(steps, first.width));
    int filled = 0;
    for (InputBlock part : parts) {
      part.inputs.copy(0, rows, filled, part.inputs.length());
      filled += part.inputs.length();
    }
    Restarts together = Restarts.joined(parts.stream().map(InputBlock::restarts).toList(), lengths);
    return new InputBlock(index, first.firstStep, steps, first.width, rows, together);
  }

  /**
   * The rows of this block, each followed by the other block's row for the same step.
   *
   * @param other a block of the same steps in the same precision, with restarts at the same steps;
   *     their states are those of this block
   */
  public InputBlock beside(InputBlock other) {
    if (firstStep != other.firstStep || steps != other.steps) {
      throw new IllegalArgumentException("step " + firstStep + " beside " + other.firstStep);
    }
    if (!Arrays.equals(restarts.steps(), other.restarts.steps())) {
      throw new IllegalArgumentException("block " + index + " beside one of other series");
    }
    int together = width + other.width;
    Numbers rows = inputs.precision().allocate(Math.multiplyExact(steps, together));
    for (int step = 0; step < steps; step++) {
      inputs.copy(step * width, rows, step * together, width);
      other.inputs.copy(step * other.width, rows, step * together + width, other.width);
    }
    return new InputBlock(index, firstStep, steps, together, rows, restarts);
  }

  /**
   * The same rows in reverse order.
   *
   * @throws IllegalStateException where series have start states of their own
   */
  public InputBlock backwards() {
    Numbers rows = inputs.precision().allocate(inputs.length());
    for (int step = 0; step < steps; step++) {
      inputs.copy(step * width, rows, (steps - 1 - step) * width, width);
    }
    return new InputBlock(index, firstStep, steps, width, rows, restarts.backwards(steps));
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

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.Restarts;
import dev.deerpark.sequence.States;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Many series, one after the other, for tests.
 *
 * @param lengths steps of each series
 * @param starts the start state of each, {@code [N][D]}
 * @param inputs of all, {@code [T][I]}
 */
public record TestManySeries(int[] lengths, States starts, Numbers inputs) {

  /**
   * Random series: of one step, two, shorter than a segment, as long as one, and longer.
   *
   * @param shared whether all start from the same state
   */
  public static TestManySeries random(
      Recurrence model, int segmentLength, Precision precision, boolean shared, Random random) {
    int longest = 5 * segmentLength + random.nextInt(20);
    int[] kinds = {1, 2, 3, segmentLength, segmentLength, 2 * segmentLength + 1, longest};
    int[] lengths = new int[12 + random.nextInt(12)];
    States starts = States.zeros(lengths.length, model.stateSize());
    int steps = 0;
    double[] first = normal(random, starts.size(), precision);
    for (int series = 0; series < lengths.length; series++) {
      lengths[series] = kinds[random.nextInt(kinds.length)];
      steps += lengths[series];
      starts.set(series, shared ? first : normal(random, starts.size(), precision));
    }
    Numbers inputs = precision.allocate(steps * model.inputSize());
    for (int i = 0; i < inputs.length(); i++) {
      inputs.set(i, random.nextGaussian());
    }
    return new TestManySeries(lengths, starts, inputs);
  }

  private static double[] normal(Random random, int size, Precision precision) {
    return random.doubles(size, -1, 1).map(precision::round).toArray();
  }

  /** Their number. */
  public int count() {
    return lengths.length;
  }

  /** The steps of all. */
  public int steps() {
    return first(count());
  }

  /** The first step of a series. */
  public int first(int series) {
    int first = 0;
    for (int i = 0; i < series; i++) {
      first += lengths[i];
    }
    return first;
  }

  /** The blocks of all in a layout. */
  public List<InputBlock> blocks(Layout layout, boolean shared) {
    int width = inputs.length() / steps();
    InputBlock whole = new InputBlock(0, 0, steps(), width, inputs).with(restarts(shared));
    List<InputBlock> blocks = new ArrayList<>();
    for (int block = 0; block < layout.blocks(); block++) {
      int from = (int) layout.firstStep(block);
      blocks.add(whole.part(from, from + layout.stepsOf(block)).at(block, from));
    }
    return blocks;
  }

  private Restarts restarts(boolean shared) {
    int[] steps = new int[count() - 1];
    States own = States.zeros(steps.length, starts.size());
    for (int series = 1; series < count(); series++) {
      steps[series - 1] = first(series);
      own.set(series - 1, starts.get(series));
    }
    return shared ? Restarts.shared(steps, starts.get(0), true) : Restarts.own(steps, own, true);
  }

  /** The loop over each series alone: {@code [T][D]}. */
  public double[][] loops(Recurrence model, Precision precision) {
    List<double[]> states = new ArrayList<>();
    for (int series = 0; series < count(); series++) {
      InputBlock alone = alone(series);
      states.addAll(
          List.of(TestSequences.loop(model, List.of(alone), starts.get(series), precision)));
    }
    return states.toArray(double[][]::new);
  }

  /** A series by itself. */
  public InputBlock alone(int series) {
    int width = inputs.length() / steps();
    InputBlock whole = new InputBlock(0, 0, steps(), width, inputs);
    return whole.part(first(series), first(series) + lengths[series]).at(0, 0);
  }
}

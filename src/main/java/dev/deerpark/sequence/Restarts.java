// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where series begin within a block. Many series are one sequence, each right after the one before
 * it, in which some steps are <i>restarts</i>: the first step of a series. The state before a
 * restart is the given start state of its series, whatever state the steps before it end with. That
 * is a recurrence like any other, whose derivative across a restart is zero.
 *
 * <p>The arrays are shared, and never modified.
 *
 * @param steps {@code [R]}: the steps of the block that are restarts, ascending, from 0
 * @param states the start states of these series, in the run's precision: {@code [R][D]}
 * @param shared whether all series of the sequence start from the same state: the states are {@code
 *     [1][D]} then
 * @param atEnd whether the block's last step is the last one of its series, as far as that is known
 */
@DefaultSerializer(RecordSerializer.class)
public record Restarts(int[] steps, States states, boolean shared, boolean atEnd)
    implements Serializable {
  private static final int[] NO_STEPS = {};

  /** No restart. */
  public static final Restarts NONE = own(NO_STEPS, new States(new double[0], 1), false);

  /**
   * @throws IllegalArgumentException for steps that do not ascend from 0 or above, or another
   *     number of states
   */
  public Restarts {
    for (int i = 0; i < steps.length; i++) {
      if (steps[i] < 0 || i > 0 && steps[i] <= steps[i - 1]) {
        throw new IllegalArgumentException("restart " + i + " at step " + steps[i]);
      }
    }
    if (states.count() != (shared ? 1 : steps.length)) {
      throw new IllegalArgumentException(states.count() + " states for " + steps.length);
    }
  }

  /**
   * Restarts of series that all start from the same state.
   *
   * @param steps {@code [R]}, ascending; maybe none
   * @param state {@code [D]}, in the run's precision
   * @param atEnd whether the block's last step is the last one of its series
   */
  public static Restarts shared(int[] steps, double[] state, boolean atEnd) {
    return new Restarts(steps, new States(state, state.length), true, atEnd);
  }

  /**
   * Restarts of series with start states of their own.
   *
   * @param steps {@code [R]}, ascending; maybe none
   * @param states {@code [R][D]}, in the run's precision
   * @param atEnd whether the block's last step is the last one of its series
   */
  public static Restarts own(int[] steps, States states, boolean atEnd) {
    return new Restarts(steps, states, false, atEnd);
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return steps.length == 0;
  }

  /** The number of restarts, R. */
  public int count() {
    return steps.length;
  }

  /** The number of the first restart at a step or after it; {@link #count} where there is none. */
  public int firstFrom(int step) {
    int found = Arrays.binarySearch(steps, step);
    return found >= 0 ? found : -found - 1;
  }

  /** The first restart after a step; {@link Integer#MAX_VALUE} where there is none. */
  public int nextAfter(int step) {
    int next = firstFrom(step + 1);
    return next < steps.length ? steps[next] : Integer.MAX_VALUE;
  }

  /** Whether there is a restart among the steps {@code from <= step < to}. */
  public boolean within(int from, int to) {
    int first = firstFrom(from);
    return first < steps.length && steps[first] < to;
  }

  /** Whether a step is the last one of its series, in a block of {@code blockSteps}. */
  public boolean endsSeries(int step, int blockSteps) {
    return step + 1 == blockSteps ? atEnd : within(step + 1, step + 2);
  }

  /** Where the state of a restart begins in the array of the {@link #states}. */
  public int offset(int restart) {
    return states.offset(shared ? 0 : restart);
  }

  /** Copies the start state of a restart to {@code into}, which has D numbers. */
  public void copy(int restart, double[] into) {
    states.copy(shared ? 0 : restart, into);
  }

  /** The same restarts of another recurrence over the same series, all from one start state. */
  public Restarts from(double[] state) {
    return shared(steps, state, atEnd);
  }

  /** Those of the steps {@code from <= step < to} of a block, counted from {@code from}. */
  Restarts part(int from, int to, int blockSteps) {
    int first = firstFrom(from);
    int last = firstFrom(to);
    boolean ends = endsSeries(to - 1, blockSteps);
    int[] shifted = IntStream.range(first, last).map(i -> steps[i] - from).toArray();
    return new Restarts(shifted, shared ? states : states.part(first, last - first), shared, ends);
  }

  /**
   * Those of a block of {@code blockSteps} in reverse order, where a series begins with its last
   * step.
   *
   * @throws IllegalStateException where series have start states of their own: those of a series
   *     that ends in the block may be elsewhere
   */
  Restarts backwards(int blockSteps) {
    if (isEmpty() && !atEnd) {
      return this;
    }
    if (!shared) {
      throw new IllegalStateException("series with start states of their own, backwards");
    }
    boolean begins = !isEmpty() && steps[0] == 0;
    IntStream turned =
        IntStream.range(0, steps.length)
            .map(i -> steps[steps.length - 1 - i])
            .filter(step -> step > 0)
            .map(step -> blockSteps - step);
    IntStream all = atEnd ? IntStream.concat(IntStream.of(0), turned) : turned;
    return new Restarts(all.toArray(), states, true, begins);
  }

  /**
   * The restarts of parts that follow each other.
   *
   * @param parts at least one
   * @param lengths {@code [P]}: the steps of each part
   */
  static Restarts joined(List<Restarts> parts, int[] lengths) {
    int[] steps = new int[parts.stream().mapToInt(Restarts::count).sum()];
    int filled = 0;
    int begin = 0;
    for (int part = 0; part < lengths.length; part++) {
      for (int step : parts.get(part).steps) {
        steps[filled++] = begin + step;
      }
      begin += lengths[part];
    }
    boolean ends = parts.get(parts.size() - 1).atEnd;
    Restarts first = parts.get(0);
    if (parts.stream().anyMatch(part -> part.shared != first.shared)) {
      throw new IllegalArgumentException("series with and without start states of their own");
    }
    if (first.shared || steps.length == 0) {
      return new Restarts(steps, first.states, first.shared, ends);
    }
    List<States> states =
        parts.stream().filter(part -> !part.isEmpty()).map(Restarts::states).toList();
    return own(steps, States.joined(states), ends);
  }
}

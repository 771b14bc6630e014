// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.summary;

import dev.deerpark.linear.Dense;
import dev.deerpark.linear.RowArithmetic;
import dev.deerpark.recurrence.RowFunction;
import dev.deerpark.sequence.States;
import java.io.Serializable;

/**
 * When two states are as good as the same: where they, or the outputs that are read from them, are
 * within a tolerance, scaled by {@code 1 + |value|}. Outputs may be right long before states are.
 * Where an output is not a finite number, such as the logarithm of one below 0, it says nothing of
 * how far a state is from another: there, the states are compared.
 */
public sealed interface Closeness extends Serializable {

  /** The tolerance, above 0. */
  double tolerance();

  /** What is compared of two states. */
  Seen seen(double[] a, double[] b);

  /** Whether outputs are compared. */
  boolean isOfOutputs();

  /** The largest {@code |a - b| / (1 + |b|)} of what is compared; NaN where one is not a number. */
  default double distance(double[] a, double[] b) {
    Seen seen = seen(a, b);
    return States.scaledDistance(seen.a, seen.b);
  }

  /** The same of one of some states and one of others. */
  default double distance(States states, int index, States others, int other) {
    return distance(states.get(index), others.get(other));
  }

  /**
   * The largest distance of {@code count} consecutive states, from {@code first} on, to as many of
   * others, from {@code firstOther} on; NaN where one is not a number.
   */
  default double largestDistance(
      States states, int first, States others, int firstOther, int count, RowArithmetic rows) {
    double largest = 0;
    for (int i = 0; i < count; i++) {
      // Math.max keeps NaN
      largest = Math.max(largest, distance(states, first + i, others, firstOther + i));
    }
    return largest;
  }

  /**
   * What is compared of two states: the states themselves, or the outputs of both.
   *
   * @param a of the one, not to be modified
   * @param b of the other, as many numbers
   */
  record Seen(double[] a, double[] b) {}

  /** See {@link Closeness}. */
  record OfStates(double tolerance) implements Closeness {
    @Override
    public Seen seen(double[] a, double[] b) {
      return new Seen(a, b);
    }

    @Override
    public boolean isOfOutputs() {
      return false;
    }

    @Override
    public double distance(States states, int index, States others, int other) {
      return states.scaledDistance(index, others, other);
    }

    @Override
    public double largestDistance(
        States states, int first, States others, int firstOther, int count, RowArithmetic rows) {
      return rows.scaledDistance(
          states.array(),
          states.offset(first),
          others.array(),
          others.offset(firstOther),
          count * states.size());
    }
  }

  /** See {@link Closeness}. */
  record OfOutputs(double tolerance, RowFunction readout) implements Closeness {
    @Override
    public Seen seen(double[] a, double[] b) {
      Seen outputs = new Seen(readout.apply(a), readout.apply(b));
      boolean finite = Dense.isFinite(outputs.a) && Dense.isFinite(outputs.b);
      return finite ? outputs : new Seen(a, b);
    }

    @Override
    public boolean isOfOutputs() {
      return true;
    }
  }
}

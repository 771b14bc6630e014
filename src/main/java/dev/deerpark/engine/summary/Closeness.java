// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.summary;

import dev.deerpark.base.Numbers;
import dev.deerpark.recurrence.RowFunction;
import dev.deerpark.sequence.States;
import java.io.Serializable;
import java.util.Optional;

/**
 * When two states are as good as the same: where they, or the outputs that are read from them, are
 * within a tolerance, scaled by {@code 1 + |value|}. Outputs may be right long before states are.
 *
 * @param tolerance above 0
 * @param readout of the outputs that are compared; empty where the states themselves are
 */
public record Closeness(double tolerance, Optional<RowFunction> readout) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What is sent in place of it: an {@link Optional} cannot be. */
  private record Sent(double tolerance, RowFunction readout) implements Serializable {
    private static final long serialVersionUID = 1L;

    private Object readResolve() {
      return new Closeness(tolerance, Optional.ofNullable(readout));
    }
  }

  private Object writeReplace() {
    return new Sent(tolerance, readout.orElse(null));
  }

  /** Of states. */
  public static Closeness ofStates(double tolerance) {
    return new Closeness(tolerance, Optional.empty());
  }

  /** What is compared of a state: the state itself, or its outputs as a new array. */
  public double[] seen(double[] state) {
    if (readout.isEmpty()) {
      return state;
    }
    double[] outputs = new double[readout.get().outputSize()];
    readout.get().open().apply(new Numbers.Doubles(state), 0, new Numbers.Doubles(outputs), 0);
    return outputs;
  }

  /** The largest {@code |a - b| / (1 + |b|)} of what is compared; NaN where one is not a number. */
  public double distance(double[] a, double[] b) {
    return States.scaledDistance(seen(a), seen(b));
  }

  /** The same of one of some states and one of others. */
  double distance(States states, int index, States others, int other) {
    return readout.isEmpty()
        ? states.scaledDistance(index, others, other)
        : distance(states.get(index), others.get(other));
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.recurrence.JacobianForm;
import java.util.List;

/** Chooses the Jacobian form of the next sweep from the history of the sweeps. */
public sealed interface FormPolicy {

  /** The form for the sweep that follows {@code history}, which is empty before the first. */
  JacobianForm next(List<IterationRecord> history);

  /** The largest form that any sweep may take: memory and messages are planned for it. */
  JacobianForm largest();

  /** The form of the first sweep. */
  default JacobianForm first() {
    return next(List.of());
  }

  /** The forms that sweeps may take, the smallest first. */
  default List<JacobianForm> possible() {
    return first() == largest() ? List.of(first()) : List.of(first(), largest());
  }

  /** The same form for every sweep. */
  static FormPolicy always(JacobianForm form) {
    return new Always(form);
  }

  /**
   * The cheapest form that settles: no Jacobians while the residual falls at least tenfold per
   * iteration, full ones from the first iteration in which it does not. The first iteration is not
   * judged: its guess may be far from any trajectory.
   */
  static FormPolicy asNeeded() {
    return new AsNeeded();
  }

  /** See {@link #always}. */
  record Always(JacobianForm form) implements FormPolicy {

    @Override
    public JacobianForm next(List<IterationRecord> history) {
      return form;
    }

    @Override
    public JacobianForm largest() {
      return form;
    }
  }

  /** See {@link #asNeeded}. */
  record AsNeeded() implements FormPolicy {

    private static final double FALL_PER_ITERATION = 0.1;

    @Override
    public JacobianForm next(List<IterationRecord> history) {
      if (history.isEmpty()) {
        return JacobianForm.ZERO;
      }
      IterationRecord last = history.get(history.size() - 1);
      boolean falls =
          last.iteration() < 2
              || last.residual() <= FALL_PER_ITERATION * history.get(history.size() - 2).residual();
      return last.form() == JacobianForm.ZERO && falls ? JacobianForm.ZERO : JacobianForm.DENSE;
    }

    @Override
    public JacobianForm largest() {
      return JacobianForm.DENSE;
    }
  }
}

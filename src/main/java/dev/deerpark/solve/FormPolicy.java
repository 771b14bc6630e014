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

  /** This policy for states of a size. */
  default FormPolicy forStates(int size) {
    return this;
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
   * No Jacobians while the residual falls at least tenfold per iteration, those of a form from the
   * first iteration in which it does not. The first iteration is not judged: its guess may be far
   * from any trajectory.
   */
  static FormPolicy asNeeded(JacobianForm form) {
    return new AsNeeded(form);
  }

  /** No Jacobians in the first walks, secants of these and later ones from then on. */
  static FormPolicy secants() {
    return new AfterPlainWalks();
  }

  /**
   * The form that settles at the lowest cost: full Jacobians {@linkplain #asNeeded as needed} for
   * small states, {@linkplain #secants secants} for others.
   */
  static FormPolicy bySize() {
    return new BySize();
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
  record AsNeeded(JacobianForm largest) implements FormPolicy {

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
      return last.form() == JacobianForm.ZERO && falls ? JacobianForm.ZERO : largest;
    }
  }

  /** See {@link #secants}. */
  record AfterPlainWalks() implements FormPolicy {

    /** A run that settles within these walks never makes use of secants. */
    private static final int PLAIN_WALKS = 4;

    @Override
    public JacobianForm next(List<IterationRecord> history) {
      // the form of a sweep acts on the update after it
      return history.size() < PLAIN_WALKS - 1 ? JacobianForm.ZERO : JacobianForm.SECANT;
    }

    @Override
    public JacobianForm largest() {
      return JacobianForm.SECANT;
    }
  }

  /** See {@link #bySize}. */
  record BySize() implements FormPolicy {

    /** A full Jacobian takes as many tangents as a state has numbers; secants take none. */
    private static final int LARGEST_FOR_FULL = 16;

    @Override
    public FormPolicy forStates(int size) {
      return size <= LARGEST_FOR_FULL ? asNeeded(JacobianForm.DENSE) : secants();
    }

    @Override
    public JacobianForm next(List<IterationRecord> history) {
      if (history.isEmpty()) {
        return JacobianForm.ZERO;
      }
      throw new IllegalStateException("for states of which size?");
    }

    @Override
    public JacobianForm largest() {
      return JacobianForm.DENSE;
    }
  }
}

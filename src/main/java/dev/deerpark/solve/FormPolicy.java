// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.recurrence.JacobianForm;
import java.util.List;

/** Chooses the Jacobian form of the next sweep from what the sweeps so far did. */
@FunctionalInterface
public interface FormPolicy {

  /** The form for the sweep that follows {@code history}, which is empty before the first. */
  JacobianForm next(List<IterationRecord> history);

  /** The same form for every sweep. */
  static FormPolicy always(JacobianForm form) {
    return history -> form;
  }

  /**
   * The cheapest form that settles: none while the residual falls at least tenfold an iteration,
   * full Jacobians from the first iteration that fails to. The first iteration is not judged: it
   * brings the guess into the plausible.
   */
  static FormPolicy asNeeded() {
    return history -> {
      if (history.isEmpty()) {
        return JacobianForm.ZERO;
      }
      IterationRecord last = history.get(history.size() - 1);
      boolean unjudged = last.iteration() < 2;
      boolean falls =
          unjudged || last.residual() <= 0.1 * history.get(history.size() - 2).residual();
      return last.form() == JacobianForm.ZERO && falls ? JacobianForm.ZERO : JacobianForm.DENSE;
    };
  }
}

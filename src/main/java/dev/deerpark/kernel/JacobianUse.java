// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

/**
 * What becomes of the Jacobians that a kernel holds, before anything is computed with them.
 *
 * @param largest replaces infinities, a number of the walk's precision, while NaN becomes 0; with 0
 *     a Jacobian that is not finite becomes zeros
 * @param factor that all entries are multiplied by; 1 for none
 * @param limit that the entries of a diagonal are clipped to, and that a full Jacobian is scaled to
 *     by the bound of its norm; infinite for none
 * @param smooths whether there is a way back through the maps, which takes more memory
 */
public record JacobianUse(double largest, double factor, double limit, boolean smooths) {

  /** They stay as they are, and those that are not finite become zeros. */
  public static final JacobianUse AS_THEY_ARE =
      new JacobianUse(0, 1, Double.POSITIVE_INFINITY, false);

  /** Whether they are made smaller. */
  public boolean shrinks() {
    return factor != 1 || limit < Double.POSITIVE_INFINITY;
  }
}

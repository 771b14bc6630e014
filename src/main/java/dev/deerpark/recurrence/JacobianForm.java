// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

/**
 * How much of a segment's Jacobian {@code A ~ dF/du} is kept. Every form converges to the right
 * answer, since the update is causal; a better approximation takes fewer iterations.
 */
public enum JacobianForm {
  /** {@code A = 0}: Jacobi iterations, nothing to compute. */
  ZERO,
  /** {@code A = I}: Picard iterations, nothing to compute. */
  IDENTITY,
  /** Secants of the walks so far: quasi-Newton steps. The walks compute nothing more for it. */
  SECANT,
  /** The product of the steps' diagonals: quasi-DEER. */
  DIAGONAL,
  /** The full product: DEER, Newton's method. */
  DENSE;

  /**
   * Stored numbers for states of {@code size} numbers, as the length of an array.
   *
   * @throws ArithmeticException where they are too many for one array
   */
  public int entries(int size) {
    return Math.toIntExact(longEntries(size));
  }

  /** The same as a long, which does not overflow. */
  public long longEntries(int size) {
    return switch (this) {
      case ZERO, IDENTITY, SECANT -> 0;
      case DIAGONAL -> size;
      case DENSE -> (long) size * size;
    };
  }

  /**
   * The cost of the tangents of a step, without the step itself, in evaluations of {@code f}: a
   * dense product carries D tangents, a diagonal about one.
   */
  public int tangents(int size) {
    return switch (this) {
      case ZERO, IDENTITY, SECANT -> 0;
      case DIAGONAL -> 1;
      case DENSE -> size;
    };
  }
}

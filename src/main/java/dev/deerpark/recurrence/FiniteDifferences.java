// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

/**
 * Derivatives of a model that does not define any: central differences with steps {@code h} and
 * {@code 2h}, combined to fourth order, {@code (4 d(h) - d(2h)) / 3} with {@code d(h) = (f(s + h
 * e_j) - f(s - h e_j)) / 2h}.
 *
 * <p>The two differences check each other. Where they disagree (a kink, a jump, an overflow) the
 * entry is set to 0: the solver reaches the right answer with any finite Jacobian, so a missing
 * entry costs iterations, while a wild one could make the run diverge.
 */
public final class FiniteDifferences {
  /** Balances the rounding error, eps / h, with the truncation error, h^4. */
  private static final double RELATIVE_STEP = 1e-3;

  /** Two estimates further apart than this, relative to {@code 1 + |d|}, are rejected. */
  private static final double DISAGREEMENT = 1e-2;

  private FiniteDifferences() {}

  /** The Jacobian, as {@link Recurrence#jacobian}. */
  public static void jacobian(Recurrence model, double[] state, double[] input, double[] jacobian) {
    jacobian(model, state, input, DISAGREEMENT, 0, jacobian);
  }

  /**
   * The Jacobian.
   *
   * @param disagreement two estimates further apart than this, relative to {@code 1 + |d|}, are
   *     rejected
   * @param unknown what is written in place of such an entry
   */
  public static void jacobian(
      Recurrence model,
      double[] state,
      double[] input,
      double disagreement,
      double unknown,
      double[] jacobian) {
    int size = state.length;
    double[] column = new double[size];
    Probe probe = new Probe(model, state, input);
    for (int j = 0; j < size; j++) {
      probe.column(j, disagreement, unknown, column);
      for (int i = 0; i < size; i++) {
        jacobian[i * size + j] = column[i];
      }
    }
  }

  /** Differences of one step, along one direction at a time. */
  private static final class Probe {
    private final Recurrence model;
    private final double[] moved;
    private final double[] input;
    private final double[] above;
    private final double[] below;
    private final double[] wide;

    Probe(Recurrence model, double[] state, double[] input) {
      this.model = model;
      this.moved = state.clone();
      this.input = input;
      this.above = new double[state.length];
      this.below = new double[state.length];
      this.wide = new double[state.length];
    }

    void column(int j, double disagreement, double unknown, double[] column) {
      double centre = moved[j];
      double h = RELATIVE_STEP * Math.max(1, Math.abs(centre));
      difference(j, centre, 2 * h, wide);
      difference(j, centre, h, column);
      moved[j] = centre;
      for (int i = 0; i < column.length; i++) {
        // Strictly less: an infinite entry is within an infinite bound of anything.
        boolean agree = Math.abs(column[i] - wide[i]) < disagreement * (1 + Math.abs(column[i]));
        column[i] = agree ? (4 * column[i] - wide[i]) / 3 : unknown;
      }
    }

    private void difference(int j, double centre, double h, double[] into) {
      moved[j] = centre + h;
      model.step(moved, input, above);
      moved[j] = centre - h;
      model.step(moved, input, below);
      for (int i = 0; i < into.length; i++) {
        into[i] = (above[i] - below[i]) / (2 * h);
      }
    }
  }
}

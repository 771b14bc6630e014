// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

/**
 * A particle in two wells, pushed by noise that is given as the input, two numbers per step:
 *
 * <pre>
 *   x' = x - dt grad V(x) + sqrt(2 dt temperature) noise
 *   V  = -log(p_1 N(x; m_1, S_1) + p_2 N(x; m_2, S_2))
 * </pre>
 *
 * <p>with {@code p = (0.49, 0.51)}, {@code m = (-1.4, 0), (1.6, 0)} and diagonal variances {@code
 * (0.45, 0.45), (0.54, 0.45)}. With the share r of the first well in the density at x and the pulls
 * {@code g_k = S_k^-1 (x - m_k)}:
 *
 * <pre>
 *   grad V    = r g_1 + (1 - r) g_2
 *   Hessian V = r S_1^-1 + (1 - r) S_2^-1 - r (1 - r) (g_1 - g_2) (g_1 - g_2)^T
 *   dx'/dx    = I - dt Hessian V
 * </pre>
 *
 * <p>Within a well, two particles with the same noise approach each other; between the wells they
 * separate. The start state is zeros, between the wells.
 *
 * <p>Source: the two-well example of Gonzalez et al., NeurIPS 2025 (arXiv 2508.16817).
 *
 * @param dt the time that a step takes, 1e-9 to 1
 * @param temperature of the noise, 0 to 1000
 */
public record TwoWellLangevin(double dt, double temperature) implements RecurrenceSpec {
  private static final long serialVersionUID = 1L;

  /** Numbers in a state, and in an input. */
  public static final int SIZE = 2;

  private static final double[] SHARES = {0.49, 0.51};
  private static final double[][] CENTRES = {{-1.4, 0}, {1.6, 0}};
  private static final double[][] VARIANCES = {{0.45, 0.45}, {0.54, 0.45}};

  /**
   * @throws IllegalArgumentException if a parameter is out of its range
   */
  public TwoWellLangevin {
    Parameter.requireWithin("dt", dt, 1e-9, 1);
    Parameter.requireWithin("temperature", temperature, 0, 1000);
  }

  @Override
  public Recurrence build() {
    return new Particle();
  }

  /** The share p of a well, 0 or 1, in the density. */
  public static double share(int well) {
    return SHARES[well];
  }

  /** Number i of the centre m of a well. */
  public static double centre(int well, int i) {
    return CENTRES[well][i];
  }

  /** Number i of the diagonal of the variance S of a well. */
  public static double variance(int well, int i) {
    return VARIANCES[well][i];
  }

  /**
   * The logarithm of {@code r / (1 - r)}, computed as the quadratic function of the state that it
   * is: far from the wells, the densities themselves would underflow.
   *
   * @param square {@code [D]}: coefficients of {@code x_i^2}
   * @param linear {@code [D]}: coefficients of {@code x_i}
   */
  public record Odds(double[] square, double[] linear, double constant) {}

  /** The odds of the first well. */
  public static Odds odds() {
    double[] square = new double[SIZE];
    double[] linear = new double[SIZE];
    double constant = Math.log(share(0) / share(1));
    for (int i = 0; i < SIZE; i++) {
      for (int well = 0; well < 2; well++) {
        double sign = 1 - 2 * well;
        double middle = centre(well, i);
        double pull = 1 / variance(well, i);
        square[i] -= sign * 0.5 * pull;
        linear[i] += sign * middle * pull;
        constant -= sign * 0.5 * (middle * middle * pull - Math.log(pull));
      }
    }
    return new Odds(square, linear, constant);
  }

  /** The factor of the noise, {@code sqrt(2 dt temperature)}. */
  public double noise() {
    return Math.sqrt(2 * dt * temperature);
  }

  private final class Particle implements Recurrence {
    private final double noise = noise();
    private final double[] first = new double[SIZE];
    private final double[] second = new double[SIZE];

    @Override
    public int stateSize() {
      return SIZE;
    }

    @Override
    public int inputSize() {
      return SIZE;
    }

    @Override
    public void step(double[] state, double[] input, double[] next) {
      double share = evaluatePulls(state);
      for (int i = 0; i < SIZE; i++) {
        double gradient = share * first[i] + (1 - share) * second[i];
        next[i] = state[i] - dt * gradient + noise * input[i];
      }
    }

    @Override
    public void jacobian(double[] state, double[] input, double[] jacobian) {
      double share = evaluatePulls(state);
      for (int i = 0; i < SIZE; i++) {
        for (int j = 0; j < SIZE; j++) {
          jacobian[i * SIZE + j] = (i == j ? 1 : 0) - dt * hessian(i, j, share);
        }
      }
    }

    @Override
    public void diagonal(double[] state, double[] input, double[] diagonal) {
      double share = evaluatePulls(state);
      for (int i = 0; i < SIZE; i++) {
        diagonal[i] = 1 - dt * hessian(i, i, share);
      }
    }

    private double hessian(int i, int j, double share) {
      double curvature = i == j ? share / VARIANCES[0][i] + (1 - share) / VARIANCES[1][i] : 0;
      double parting = (first[i] - second[i]) * (first[j] - second[j]);
      return curvature - share * (1 - share) * parting;
    }

    /** Computes the pulls of both wells; returns the first well's share in the density. */
    private double evaluatePulls(double[] state) {
      double odds = pull(0, state, first) - pull(1, state, second);
      return 1 / (1 + Math.exp(-odds));
    }

    /** Writes the pull of a well and returns the logarithm of its density, up to a constant. */
    private static double pull(int well, double[] state, double[] pull) {
      double logarithm = Math.log(SHARES[well]);
      for (int i = 0; i < SIZE; i++) {
        double away = state[i] - CENTRES[well][i];
        pull[i] = away / VARIANCES[well][i];
        logarithm -= 0.5 * (away * pull[i] + Math.log(VARIANCES[well][i]));
      }
      return logarithm;
    }
  }
}

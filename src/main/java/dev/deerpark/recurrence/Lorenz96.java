// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import java.util.Arrays;

/**
 * The Lorenz 96 model of waves on a circle, chaotic at its usual forcing 8, one Runge-Kutta step of
 * fourth order per time step:
 *
 * <pre>
 *   g_i(x) = (x_{i+1} - x_{i-2}) x_{i-1} - x_i + F       indexes modulo the dimension
 *
 *   k1 = g(x)              k2 = g(x + dt/2 k1)
 *   k3 = g(x + dt/2 k2)    k4 = g(x + dt k3)
 *   x' = x + dt/6 (k1 + 2 k2 + 2 k3 + k4)
 * </pre>
 *
 * <p>Its derivative follows the same stages, {@code dk_s = G(x_s) dx_s}, with
 *
 * <pre>
 *   (G(x) v)_i = (v_{i+1} - v_{i-2}) x_{i-1} + (x_{i+1} - x_{i-2}) v_{i-1} - v_i
 * </pre>
 *
 * <p>In one stage a number affects its neighbours from one before it to two after it, and in a step
 * of four stages those from four before to eight after it. So a column of the Jacobian costs the
 * same in any dimension.
 *
 * <p>Source: E. N. Lorenz, Predictability: a problem partly solved, ECMWF 1996.
 *
 * @param dimension numbers on the circle, D, 4 to 65,536
 * @param forcing F, -1000 to 1000
 * @param dt the time that a step takes, 1e-6 to 1
 * @param inputs 0, or 1: the input is added to the forcing of its step
 */
public record Lorenz96(int dimension, double forcing, double dt, int inputs)
    implements RecurrenceSpec {
  private static final long serialVersionUID = 1L;

  /** The time of each stage within the step, as a fraction of dt, and its weight in the sum. */
  private static final double[] NODES = {0, 0.5, 0.5, 1};

  private static final double[] WEIGHTS = {1 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 6.0};

  /** The neighbours that a number affects within a step. */
  private static final int BEFORE = 4;

  private static final int BEHIND = 8;

  /** The perturbation of one number in the default start state, which makes the waves differ. */
  private static final double PERTURBATION = 0.01;

  /**
   * @throws IllegalArgumentException if a parameter is out of its range
   */
  public Lorenz96 {
    Parameter.requireWithin("dimension", dimension, 4, 1 << 16);
    Parameter.requireWithin("forcing", forcing, -1000, 1000);
    Parameter.requireWithin("dt", dt, 1e-6, 1);
    Parameter.requireWithin("inputs", inputs, 0, 1);
  }

  @Override
  public Recurrence build() {
    return new Step();
  }

  private final class Step implements Recurrence {
    private final double[][] stages = new double[NODES.length][dimension];
    private final double[] slope = new double[dimension];
    private final double[] moved = new double[dimension];
    private final double[] result = new double[dimension];

    @Override
    public int stateSize() {
      return dimension;
    }

    @Override
    public int inputSize() {
      return inputs;
    }

    @Override
    public double[] initialState() {
      double[] state = new double[dimension];
      Arrays.fill(state, forcing);
      state[0] += PERTURBATION;
      return state;
    }

    @Override
    public void step(double[] state, double[] input, double[] next) {
      double force = forcing + (inputs == 0 ? 0 : input[0]);
      Arrays.fill(slope, 0);
      System.arraycopy(state, 0, next, 0, dimension);
      for (int stage = 0; stage < NODES.length; stage++) {
        double[] x = stages[stage];
        for (int i = 0; i < dimension; i++) {
          x[i] = state[i] + NODES[stage] * dt * slope[i];
        }
        for (int i = 0; i < dimension; i++) {
          slope[i] = (x[wrap(i + 1)] - x[wrap(i - 2)]) * x[wrap(i - 1)] - x[i] + force;
          next[i] += WEIGHTS[stage] * dt * slope[i];
        }
      }
    }

    @Override
    public void jacobian(double[] state, double[] input, double[] jacobian) {
      step(state, input, result);
      Arrays.fill(jacobian, 0);
      for (int j = 0; j < dimension; j++) {
        column(j);
        for (int k = 0; k < reach(); k++) {
          int i = reached(j, k);
          jacobian[i * dimension + j] = result[i];
        }
      }
    }

    @Override
    public void diagonal(double[] state, double[] input, double[] diagonal) {
      step(state, input, result);
      for (int j = 0; j < dimension; j++) {
        column(j);
        diagonal[j] = result[j];
      }
    }

    /** Writes the derivatives with respect to number j to {@code result}, after a step. */
    private void column(int j) {
      for (int k = 0; k < reach(); k++) {
        int i = reached(j, k);
        slope[i] = 0;
        result[i] = i == j ? 1 : 0;
      }
      for (int stage = 0; stage < NODES.length; stage++) {
        double[] x = stages[stage];
        for (int k = 0; k < reach(); k++) {
          int i = reached(j, k);
          moved[i] = (i == j ? 1 : 0) + NODES[stage] * dt * slope[i];
        }
        for (int k = 0; k < reach(); k++) {
          int i = reached(j, k);
          double neighbours = moved[wrap(i + 1)] - moved[wrap(i - 2)];
          double wave = x[wrap(i + 1)] - x[wrap(i - 2)];
          slope[i] = neighbours * x[wrap(i - 1)] + wave * moved[wrap(i - 1)] - moved[i];
          result[i] += WEIGHTS[stage] * dt * slope[i];
        }
      }
      // the next column also reads beyond its own neighbours, which must be zero there
      for (int k = 0; k < reach(); k++) {
        moved[reached(j, k)] = 0;
      }
    }

    private int reach() {
      return Math.min(dimension, BEFORE + 1 + BEHIND);
    }

    /** The k-th of the numbers that number j affects. */
    private int reached(int j, int k) {
      return wrap(j - BEFORE + k);
    }

    /** Wraps an index, at most a full turn out of range, onto the circle. */
    private int wrap(int index) {
      if (index < 0) {
        return index + dimension;
      }
      return index < dimension ? index : index - dimension;
    }
  }
}

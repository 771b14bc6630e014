// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import java.util.Arrays;
import java.util.Random;

/**
 * A network of tanh units with random weights:
 *
 * <pre>
 *   s' = W tanh(s) + u,     W_ij normal with variance gain^2 / D, W_ii = 0
 *   ds'_i / ds_j = W_ij (1 - tanh(s_j)^2)
 * </pre>
 *
 * <p>Large networks forget their start below a gain of about 1 and are chaotic well above it, so
 * the gain sets how hard the recurrence is. The diagonal of the Jacobian is zero: for this model
 * the diagonal methods are Jacobi's.
 *
 * <p>The weights, and after them the start state, standard normal, are drawn by {@link Random}, in
 * row-major order: the same on every machine.
 *
 * <p>Source: Sompolinsky, Crisanti and Sommers, Chaos in random neural networks, Physical Review
 * Letters 61(3), 1988; in discrete time as in Gonzalez et al., NeurIPS 2025 (arXiv 2508.16817).
 *
 * @param size units, D, 2 to 10,000
 * @param gain of the weights, 0 to 1000
 * @param seed of the weights
 * @param inputs I, 0 to D: input i is added to unit i
 */
public record MeanField(int size, double gain, long seed, int inputs) implements RecurrenceSpec {
  private static final long serialVersionUID = 1L;

  /**
   * @throws IllegalArgumentException if a parameter is out of its range
   */
  public MeanField {
    Parameter.requireWithin("size", size, 2, 10_000);
    Parameter.requireWithin("gain", gain, 0, 1000);
    Parameter.requireWithin("inputs", inputs, 0, size);
  }

  @Override
  public Recurrence build() {
    Random random = new Random(seed);
    double[] weights = weights(random);
    double[] start = new double[size];
    for (int i = 0; i < size; i++) {
      start[i] = random.nextGaussian();
    }
    return new Network(size, inputs, weights, start);
  }

  /** Draws W, {@code [D][D]}, row-major, a fresh array. */
  public double[] weights() {
    return weights(new Random(seed));
  }

  private double[] weights(Random random) {
    double scale = gain / Math.sqrt(size);
    double[] weights = new double[size * size];
    for (int entry = 0; entry < weights.length; entry++) {
      double drawn = scale * random.nextGaussian();
      weights[entry] = entry % (size + 1) == 0 ? 0 : drawn;
    }
    return weights;
  }

  private static final class Network implements Recurrence {
    private final int size;
    private final int inputs;
    private final double[] weights;
    private final double[] start;
    private final double[] active;

    Network(int size, int inputs, double[] weights, double[] start) {
      this.size = size;
      this.inputs = inputs;
      this.weights = weights;
      this.start = start;
      this.active = new double[size];
    }

    @Override
    public int stateSize() {
      return size;
    }

    @Override
    public int inputSize() {
      return inputs;
    }

    @Override
    public double[] initialState() {
      return start.clone();
    }

    @Override
    public void step(double[] state, double[] input, double[] next) {
      activate(state);
      for (int i = 0; i < size; i++) {
        double sum = i < inputs ? input[i] : 0;
        for (int j = 0; j < size; j++) {
          sum += weights[i * size + j] * active[j];
        }
        next[i] = sum;
      }
    }

    @Override
    public void jacobian(double[] state, double[] input, double[] jacobian) {
      activate(state);
      for (int j = 0; j < size; j++) {
        double slope = 1 - active[j] * active[j];
        for (int i = 0; i < size; i++) {
          jacobian[i * size + j] = weights[i * size + j] * slope;
        }
      }
    }

    @Override
    public void diagonal(double[] state, double[] input, double[] diagonal) {
      Arrays.fill(diagonal, 0);
    }

    private void activate(double[] state) {
      for (int j = 0; j < size; j++) {
        active[j] = Math.tanh(state[j]);
      }
    }
  }
}

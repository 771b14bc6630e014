// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import dev.deerpark.recurrence.Recurrence;
import java.util.Random;

/** Small models with known properties. */
public final class TestModels {
  private TestModels() {}

  /**
   * {@code s' = tanh(W s + V x)} with random weights of a given gain: forgets below 1, chaotic well
   * above.
   */
  public static Recurrence tanh(int size, int width, double gain, long seed) {
    Random random = new Random(seed);
    double[] recurrent = normal(random, size * size, gain / Math.sqrt(size));
    double[] driven = normal(random, size * width, 0.3);
    return new Tanh(size, width, recurrent, driven);
  }

  /** {@code s' = W s + V x}: linear, with a matrix of norm below 1. */
  public static Recurrence linear(int size, int width, long seed) {
    Random random = new Random(seed);
    return new Linear(
        size, width, normal(random, size * size, 0.5 / size), normal(random, size * width, 1));
  }

  /** {@code s'_i = sin(1.2 s_i) + 0.3 x}: every component by itself. */
  public static Recurrence componentwise(int size) {
    return new Recurrence() {
      @Override
      public int stateSize() {
        return size;
      }

      @Override
      public int inputSize() {
        return 1;
      }

      @Override
      public void step(double[] state, double[] input, double[] next) {
        for (int i = 0; i < size; i++) {
          next[i] = Math.sin(1.2 * state[i]) + 0.3 * input[0];
        }
      }

      @Override
      public void diagonal(double[] state, double[] input, double[] diagonal) {
        for (int i = 0; i < size; i++) {
          diagonal[i] = 1.2 * Math.cos(1.2 * state[i]);
        }
      }

      @Override
      public void jacobian(double[] state, double[] input, double[] jacobian) {
        java.util.Arrays.fill(jacobian, 0);
        for (int i = 0; i < size; i++) {
          jacobian[i * size + i] = 1.2 * Math.cos(1.2 * state[i]);
        }
      }
    };
  }

  /**
   * The same model with Jacobians that have nothing to do with it, yet are a function of the state.
   */
  public static Recurrence withRandomJacobians(Recurrence model, double scale) {
    return new Recurrence() {
      @Override
      public int stateSize() {
        return model.stateSize();
      }

      @Override
      public int inputSize() {
        return model.inputSize();
      }

      @Override
      public void step(double[] state, double[] input, double[] next) {
        model.step(state, input, next);
      }

      @Override
      public void diagonal(double[] state, double[] input, double[] diagonal) {
        fill(state, diagonal);
      }

      @Override
      public void jacobian(double[] state, double[] input, double[] jacobian) {
        fill(state, jacobian);
      }

      private void fill(double[] state, double[] values) {
        Random random = new Random(java.util.Arrays.hashCode(state));
        for (int i = 0; i < values.length; i++) {
          values[i] = scale * random.nextGaussian();
        }
      }
    };
  }

  /**
   * The same model where it stays within 10; beyond, its steps are not finite, and anywhere one in
   * ten numbers of its Jacobians, which have nothing to do with it.
   */
  public static Recurrence withNonFiniteNumbers(Recurrence model) {
    double[] instead = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    Recurrence random = withRandomJacobians(model, 1);
    return new Recurrence() {
      @Override
      public int stateSize() {
        return model.stateSize();
      }

      @Override
      public int inputSize() {
        return model.inputSize();
      }

      @Override
      public void step(double[] state, double[] input, double[] next) {
        model.step(state, input, next);
        if (java.util.Arrays.stream(state).anyMatch(number -> Math.abs(number) > 10)) {
          next[0] = state[0] > 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
      }

      @Override
      public void diagonal(double[] state, double[] input, double[] diagonal) {
        random.diagonal(state, input, diagonal);
        spoil(state, diagonal);
      }

      @Override
      public void jacobian(double[] state, double[] input, double[] jacobian) {
        random.jacobian(state, input, jacobian);
        spoil(state, jacobian);
      }

      private void spoil(double[] state, double[] values) {
        Random random = new Random(~java.util.Arrays.hashCode(state));
        for (int i = 0; i < values.length; i++) {
          if (random.nextInt(10) == 0) {
            values[i] = instead[random.nextInt(instead.length)];
          }
        }
      }
    };
  }

  private static double[] normal(Random random, int count, double scale) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = scale * random.nextGaussian();
    }
    return values;
  }

  private record Tanh(int size, int width, double[] recurrent, double[] driven)
      implements Recurrence {
    @Override
    public int stateSize() {
      return size;
    }

    @Override
    public int inputSize() {
      return width;
    }

    @Override
    public void step(double[] state, double[] input, double[] next) {
      for (int i = 0; i < size; i++) {
        next[i] = Math.tanh(row(recurrent, i, state) + row(driven, i, input));
      }
    }

    @Override
    public void jacobian(double[] state, double[] input, double[] jacobian) {
      for (int i = 0; i < size; i++) {
        double value = Math.tanh(row(recurrent, i, state) + row(driven, i, input));
        for (int j = 0; j < size; j++) {
          jacobian[i * size + j] = (1 - value * value) * recurrent[i * size + j];
        }
      }
    }
  }

  private record Linear(int size, int width, double[] recurrent, double[] driven)
      implements Recurrence {
    @Override
    public int stateSize() {
      return size;
    }

    @Override
    public int inputSize() {
      return width;
    }

    @Override
    public void step(double[] state, double[] input, double[] next) {
      for (int i = 0; i < size; i++) {
        next[i] = row(recurrent, i, state) + row(driven, i, input);
      }
    }

    @Override
    public void jacobian(double[] state, double[] input, double[] jacobian) {
      System.arraycopy(recurrent, 0, jacobian, 0, jacobian.length);
    }
  }

  private static double row(double[] matrix, int row, double[] vector) {
    double sum = 0;
    for (int j = 0; j < vector.length; j++) {
      sum += matrix[row * vector.length + j] * vector[j];
    }
    return sum;
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import dev.deerpark.recurrence.Activation;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** Random layers, and the sums of their gates written once more, plainly. */
final class TestLayers {
  private TestLayers() {}

  static LayerWeights layer(int gates, int size, int inputs, Random random) {
    double scale = 2 / Math.sqrt(size);
    return new LayerWeights(
        gates,
        inputs,
        size,
        normal(gates * size * inputs, scale, random),
        normal(gates * size * size, scale, random),
        normal(gates * size, scale, random),
        normal(gates * size, scale, random));
  }

  static double[] normal(int count, double scale, Random random) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = scale * random.nextGaussian();
    }
    return numbers;
  }

  /** A row of {@code W x + b}. */
  static double fromInput(LayerWeights layer, int row, double[] input) {
    return layer.inputBias()[row] + product(layer.inputWeight(), row, input);
  }

  /** A row of {@code W h + b}. */
  static double fromState(LayerWeights layer, int row, double[] state) {
    return layer.hiddenBias()[row] + product(layer.hiddenWeight(), row, state);
  }

  /** A row of both. */
  static double sum(LayerWeights layer, int row, double[] input, double[] state) {
    return fromInput(layer, row, input) + fromState(layer, row, state);
  }

  static double product(double[] matrix, int row, double[] vector) {
    double sum = 0;
    for (int j = 0; j < vector.length; j++) {
      sum += matrix[row * vector.length + j] * vector[j];
    }
    return sum;
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static DoubleUnaryOperator function(Activation activation) {
    return switch (activation) {
      case TANH -> Math::tanh;
      case SIGMOID -> TestLayers::sigmoid;
      case RELU -> x -> x > 0 ? x : 0;
    };
  }
}

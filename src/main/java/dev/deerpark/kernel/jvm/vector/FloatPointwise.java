// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.vector;

import static dev.deerpark.kernel.jvm.vector.FloatVectors.SPECIES;
import static dev.deerpark.kernel.jvm.vector.FloatVectors.VECTOR;
import static dev.deerpark.kernel.jvm.vector.FloatVectors.load;

import dev.deerpark.recurrence.Activation;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Loops that apply an {@link Activation} to numbers of float. The activation is chosen when the
 * loop is made, so that no loop branches on it.
 */
public final class FloatPointwise {
  private static final float ONE = 1;

  private FloatPointwise() {}

  /** Applies an activation to the numbers {@code from <= i < to}, whole vectors, in place. */
  public static FloatLoop activate(Activation activation, float[] numbers, int from, int to) {
    return switch (activation) {
      case TANH -> (state, next) -> tanh(numbers, from, to);
      case SIGMOID -> (state, next) -> sigmoid(numbers, from, to);
      case RELU -> (state, next) -> relu(numbers, from, to);
    };
  }

  /**
   * Writes the derivatives of an activation.
   *
   * @param values holds results of the activation at {@code from <= i < to}, whole vectors
   * @param slopes written at the same positions
   */
  public static FloatLoop slopes(
      Activation activation, float[] values, float[] slopes, int from, int to) {
    return switch (activation) {
      case TANH -> (state, next) -> slopesOfTanh(values, slopes, from, to);
      case SIGMOID -> (state, next) -> slopesOfSigmoid(values, slopes, from, to);
      case RELU -> (state, next) -> slopesOfRelu(values, slopes, from, to);
    };
  }

  private static void tanh(float[] numbers, int from, int to) {
    for (int at = from; at < to; at += VECTOR) {
      FloatActivations.tanh(load(numbers, at)).intoArray(numbers, at);
    }
  }

  private static void sigmoid(float[] numbers, int from, int to) {
    for (int at = from; at < to; at += VECTOR) {
      FloatActivations.sigmoid(load(numbers, at)).intoArray(numbers, at);
    }
  }

  private static void relu(float[] numbers, int from, int to) {
    for (int at = from; at < to; at += VECTOR) {
      FloatActivations.relu(load(numbers, at)).intoArray(numbers, at);
    }
  }

  private static void slopesOfTanh(float[] values, float[] slopes, int from, int to) {
    FloatVector one = FloatVector.broadcast(SPECIES, ONE);
    for (int at = from; at < to; at += VECTOR) {
      FloatVector y = load(values, at);
      one.sub(y.mul(y)).intoArray(slopes, at);
    }
  }

  private static void slopesOfSigmoid(float[] values, float[] slopes, int from, int to) {
    FloatVector one = FloatVector.broadcast(SPECIES, ONE);
    for (int at = from; at < to; at += VECTOR) {
      FloatVector y = load(values, at);
      y.mul(one.sub(y)).intoArray(slopes, at);
    }
  }

  private static void slopesOfRelu(float[] values, float[] slopes, int from, int to) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int at = from; at < to; at += VECTOR) {
      zero.blend(ONE, load(values, at).compare(VectorOperators.GT, zero)).intoArray(slopes, at);
    }
  }
}

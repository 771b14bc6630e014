// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.nd4j;

import dev.deerpark.recurrence.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The activations of whole arrays. */
final class ArrayActivations {
  private ArrayActivations() {}

  /** Applies an activation to every number, in place. */
  static void apply(Activation activation, INDArray sums) {
    switch (activation) {
      case TANH -> Transforms.tanh(sums, false);
      case SIGMOID -> Transforms.sigmoid(sums, false);
      case RELU -> Transforms.relu(sums, false);
    }
  }

  /**
   * Writes the derivatives of an activation.
   *
   * @param values of the activation
   */
  static void slopes(Activation activation, INDArray values, INDArray slopes) {
    switch (activation) {
      case TANH -> values.muli(values, slopes).rsubi(1);
      case SIGMOID -> values.rsubi(1, slopes).muli(values);
      case RELU -> Nd4j.getExecutioner().exec(new Step(values, slopes));
    }
  }
}

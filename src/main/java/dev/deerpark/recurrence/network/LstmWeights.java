// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.RecurrenceSpec;

/**
 * A layer of long short-term memory: {@link Lstm} has the equations. Its state is {@code (h, c)}, 2
 * H numbers.
 *
 * @param layer with the gates i (input), f (forget), g (candidate) and o (output) in this order
 * @param peepholes {@code [3 H]}: the weights of the cells in the gates i, f and o, stacked in this
 *     order; empty for no peepholes. Shared and never modified
 * @param gate the activation of i, f and o
 * @param candidate the activation of g
 * @param output the activation of the cells in {@code h'}
 */
public record LstmWeights(
    LayerWeights layer,
    double[] peepholes,
    Activation gate,
    Activation candidate,
    Activation output)
    implements RecurrenceSpec {

  /** The order in which the gates are stacked. */
  public static final String GATES = "ifgo";

  /** The order in which the peepholes are stacked. */
  public static final String PEEPHOLES = "ifo";

  private static final long serialVersionUID = 1L;

  /**
   * @throws IllegalArgumentException if the layer does not have four gates, or the peepholes are
   *     neither none nor three for each unit
   */
  public LstmWeights {
    layer.requireGates(GATES.length(), "an LSTM");
    if (peepholes.length > 0) {
      LayerWeights.requireLength(
          "the peepholes", peepholes, (long) PEEPHOLES.length() * layer.hiddenSize());
    }
  }

  /**
   * PyTorch's LSTM.
   *
   * @throws IllegalArgumentException if the layer does not have four gates
   */
  public LstmWeights(LayerWeights layer) {
    this(layer, new double[0], Activation.SIGMOID, Activation.TANH, Activation.TANH);
  }

  /** Whether there are peepholes. */
  public boolean hasPeepholes() {
    return peepholes.length > 0;
  }

  @Override
  public Recurrence build() {
    return new Lstm(this);
  }

  @Override
  public String description() {
    return "LSTM of "
        + layer.description()
        + ", gates "
        + gate.lower()
        + ", candidate "
        + candidate.lower()
        + ", output "
        + output.lower()
        + (hasPeepholes() ? ", peepholes" : "");
  }
}

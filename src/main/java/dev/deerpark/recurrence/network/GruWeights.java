// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.RecurrenceSpec;

/**
 * A layer of gated recurrent units: {@link Gru} has the equations where the reset gate comes after
 * the product, as in PyTorch, and {@link ResetBeforeGru} where it comes before.
 *
 * @param layer with the gates r (reset), z (update) and n (candidate) in this order
 * @param resetAfter whether the reset gate multiplies {@code W h + b} rather than {@code h}
 * @param gate the activation of r and z
 * @param candidate the activation of n
 */
public record GruWeights(
    LayerWeights layer, boolean resetAfter, Activation gate, Activation candidate)
    implements RecurrenceSpec {

  /** The order in which the gates are stacked. */
  public static final String GATES = "rzn";

  private static final long serialVersionUID = 1L;

  /**
   * @throws IllegalArgumentException if the layer does not have three gates
   */
  public GruWeights {
    layer.requireGates(GATES.length(), "a GRU");
  }

  /**
   * PyTorch's GRU.
   *
   * @throws IllegalArgumentException if the layer does not have three gates
   */
  public GruWeights(LayerWeights layer) {
    this(layer, true, Activation.SIGMOID, Activation.TANH);
  }

  /** Whether the equations are PyTorch's. */
  public boolean isPyTorchs() {
    return resetAfter && gate == Activation.SIGMOID && candidate == Activation.TANH;
  }

  @Override
  public Recurrence build() {
    return resetAfter ? new Gru(this) : new ResetBeforeGru(this);
  }

  @Override
  public String description() {
    return "GRU of "
        + layer.description()
        + ", gates "
        + gate.lower()
        + ", candidate "
        + candidate.lower()
        + ", reset "
        + (resetAfter ? "after" : "before")
        + " the product";
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.RecurrenceSpec;

/**
 * A layer of plain recurrent units: {@link Rnn} has the equations.
 *
 * @param layer with one gate
 * @param activation of the units
 */
public record RnnWeights(LayerWeights layer, Activation activation) implements RecurrenceSpec {
  private static final long serialVersionUID = 1L;

  /**
   * @throws IllegalArgumentException if the layer does not have one gate
   */
  public RnnWeights {
    layer.requireGates(1, "an RNN");
  }

  @Override
  public Recurrence build() {
    return new Rnn(this);
  }

  @Override
  public String description() {
    return "RNN of " + layer.description() + ", " + activation.lower();
  }
}

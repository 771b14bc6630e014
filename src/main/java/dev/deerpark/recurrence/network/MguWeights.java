// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.RecurrenceSpec;

/**
 * A layer of minimal gated units: {@link Mgu} has the equations.
 *
 * @param layer with the gates f (forget) and n (candidate) in this order
 */
public record MguWeights(LayerWeights layer) implements RecurrenceSpec {

  /** The order in which the gates are stacked. */
  public static final String GATES = "fn";

  private static final long serialVersionUID = 1L;

  /**
   * @throws IllegalArgumentException if the layer does not have two gates
   */
  public MguWeights {
    layer.requireGates(GATES.length(), "a minimal gated unit");
  }

  @Override
  public Recurrence build() {
    return new Mgu(layer);
  }

  @Override
  public String description() {
    return "minimal gated units: " + layer.description();
  }
}

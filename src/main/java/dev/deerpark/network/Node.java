// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network;

import dev.deerpark.recurrence.RecurrenceSpec;

/**
 * A recurrence in a network.
 *
 * @param name its name in reports, different from all others
 * @param type the kind of recurrence, such as {@code gru}
 * @param spec builds it
 * @param reversed whether it walks from the last step to the first: its state at a step is then the
 *     one after the inputs from the last step down to this one
 * @param initialState {@code [D]}: the state before its first walked step; not modified
 * @param feed its inputs
 */
public record Node(
    String name,
    String type,
    RecurrenceSpec spec,
    boolean reversed,
    double[] initialState,
    Feed feed) {

  /** Numbers in its state, D. */
  public int stateSize() {
    return initialState.length;
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

import dev.deerpark.recurrence.RecurrenceSpec;

/** Makes the cells of all models in one precision, for one walk or for a strip of lanes. */
public interface Cells {

  /** How many walks go side by side. */
  int lanes();

  /**
   * @param differentiated whether {@link Cell#diagonal} and {@link Cell#tangent} will be asked for
   * @throws IllegalArgumentException for a model that has no cell
   */
  Cell of(RecurrenceSpec model, boolean differentiated);
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.jvm.cell.Cell;
import dev.deerpark.kernel.jvm.cell.Cells;
import dev.deerpark.kernel.jvm.cell.DoubleCells;
import dev.deerpark.kernel.jvm.cell.FloatCells;
import dev.deerpark.recurrence.AutoregressiveGruWeights;
import dev.deerpark.recurrence.GruWeights;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.Lorenz96;
import dev.deerpark.recurrence.MeanField;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.recurrence.TwoWellLangevin;

/** Makes the strips of a model in a precision. */
record Strips(RecurrenceSpec model, Precision precision) {

  /** Whether the model has a {@link Cell}. */
  static boolean support(RecurrenceSpec model) {
    return model instanceof GruWeights
        || model instanceof AutoregressiveGruWeights
        || model instanceof Lorenz96
        || model instanceof MeanField
        || model instanceof TwoWellLangevin;
  }

  /** Lanes of a full strip: two vectors of this machine. */
  int width() {
    return wide().lanes();
  }

  /** One walk alone, by the tuned sequential kernel. Not for the dense form. */
  Strip single(JacobianForm form) {
    return strip(isFloat() ? FloatCells.SINGLE : DoubleCells.SINGLE, form, 1);
  }

  /**
   * Walks side by side.
   *
   * @param lanes how many, a power of two, at most {@link #width}
   */
  Strip wide(JacobianForm form, int lanes) {
    return strip(wide(), form, lanes);
  }

  private Cells wide() {
    return isFloat() ? FloatCells.WIDE : DoubleCells.WIDE;
  }

  private Strip strip(Cells cells, JacobianForm form, int lanes) {
    return new Strip(cells.of(model, form.entries(1) > 0), form, lanes);
  }

  private boolean isFloat() {
    return precision == Precision.FLOAT;
  }
}

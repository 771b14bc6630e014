// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.jvm.cell.Cell;
import dev.deerpark.kernel.jvm.cell.Cells;
import dev.deerpark.kernel.jvm.cell.JacobianCell;
import dev.deerpark.kernel.jvm.cell.Lanes;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.RecurrenceSpec;
import java.util.Optional;

/** Makes the strips of a model in a precision. */
record Strips(RecurrenceSpec model, Precision precision) {

  /** Lanes of a full strip: two vectors of this machine. */
  int width() {
    return Lanes.full(precision).count();
  }

  /** A strip of a single walk, by the tuned sequential kernel. Not for the dense form. */
  Strip single(JacobianForm form) {
    return strip(Lanes.one(precision), form, 1);
  }

  /**
   * A strip of several walks side by side.
   *
   * @param lanes the number of walks, a power of two, at most {@link #width}
   */
  Strip wide(JacobianForm form, int lanes) {
    return strip(Lanes.full(precision), form, lanes);
  }

  /** A strip for walks of one step. */
  Strip oneStep(JacobianForm form) {
    Cell cell = cell(Lanes.full(precision), form);
    return new Strip(cell, LaneProduct.ofOneStep(form, cell), width());
  }

  /** A strip for walks of one step that stores the factors of full Jacobians. */
  Optional<FactorStrip> factors() {
    return cell(Lanes.full(precision), JacobianForm.DENSE) instanceof JacobianCell cell
        ? Optional.of(
            new FactorStrip(cell, new Strip(cell, new LaneProduct.OneStepFactors(cell), width())))
        : Optional.empty();
  }

  /**
   * A strip with its cell.
   *
   * @param cell makes Jacobians of the factors
   */
  record FactorStrip(JacobianCell cell, Strip strip) {}

  private Strip strip(Lanes full, JacobianForm form, int lanes) {
    Cell cell = cell(full, form);
    return new Strip(cell, LaneProduct.of(form, cell, lanes), lanes);
  }

  private Cell cell(Lanes full, JacobianForm form) {
    return Cells.of(model, precision, full, form.entries(1) > 0);
  }
}

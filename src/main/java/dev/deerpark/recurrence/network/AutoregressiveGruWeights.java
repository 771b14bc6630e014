// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.network;

import dev.deerpark.recurrence.Readout;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.RecurrenceSpec;
import java.util.Locale;

/**
 * The weights of a GRU that generates its own next input: {@link AutoregressiveGru} has the
 * equations. Arrays are shared and never modified.
 *
 * @param cell PyTorch's GRU, of one input and H units
 * @param readout maps the H units to two numbers, the mean and the spread before softplus
 * @param skip {@code [2]}: the weights of the input in the readout; zeros where there is no such
 *     path
 */
public record AutoregressiveGruWeights(GruWeights cell, Readout readout, double[] skip)
    implements RecurrenceSpec {

  /** The numbers that the readout gives. */
  static final int OUTPUTS = 2;

  private static final long serialVersionUID = 1L;

  /**
   * @throws IllegalArgumentException if the parts do not fit together
   */
  public AutoregressiveGruWeights {
    if (!cell.isPyTorchs()) {
      throw new IllegalArgumentException("an autoregressive GRU whose cell is not PyTorch's");
    }
    if (cell.layer().inputSize() != 1) {
      throw new IllegalArgumentException(
          "an autoregressive GRU with "
              + cell.layer().inputSize()
              + " inputs to its cell instead of 1");
    }
    if (readout.outputSize() != OUTPUTS
        || readout.inputSize() != cell.layer().hiddenSize()
        || skip.length != OUTPUTS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "an autoregressive GRU of %d units with a readout from %d to %d and %d skip weights",
              cell.layer().hiddenSize(),
              readout.inputSize(),
              readout.outputSize(),
              skip.length));
    }
  }

  @Override
  public Recurrence build() {
    return new AutoregressiveGru(this);
  }

  @Override
  public String description() {
    return "autoregressive " + cell.description();
  }
}

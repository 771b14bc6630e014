// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

import dev.deerpark.kernel.jvm.vector.Affine;
import dev.deerpark.kernel.jvm.vector.FloatLaneAffine;
import dev.deerpark.kernel.jvm.vector.FloatSingleAffine;
import dev.deerpark.kernel.jvm.vector.GateMatrix;
import dev.deerpark.recurrence.AutoregressiveGruWeights;
import dev.deerpark.recurrence.GruWeights;
import dev.deerpark.recurrence.Lorenz96;
import dev.deerpark.recurrence.MeanField;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.recurrence.TwoWellLangevin;
import java.util.function.Function;

/**
 * The cells in float.
 *
 * @param affine prepares weights for as many lanes
 */
public record FloatCells(int lanes, Function<GateMatrix, Affine> affine) implements Cells {

  /** One walk. */
  public static final Cells SINGLE = new FloatCells(1, FloatSingleAffine::new);

  /** A strip. */
  public static final Cells WIDE = new FloatCells(FloatLaneAffine.LANES, FloatLaneAffine::new);

  @Override
  public Cell of(RecurrenceSpec model, boolean differentiated) {
    if (model instanceof GruWeights weights) {
      return new FloatGru(weights, 0, affine, differentiated);
    }
    if (model instanceof AutoregressiveGruWeights weights) {
      return new FloatAutoregressiveGru(weights, affine, differentiated);
    }
    if (model instanceof Lorenz96 waves) {
      return new FloatLorenz96(waves, lanes, differentiated);
    }
    if (model instanceof MeanField network) {
      return new FloatMeanField(network, affine, differentiated);
    }
    if (model instanceof TwoWellLangevin wells) {
      return new FloatLangevin(wells, lanes, differentiated);
    }
    throw new IllegalArgumentException("no vectors for " + model.getClass());
  }
}

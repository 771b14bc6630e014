// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.jvm.vector.Affine;
import dev.deerpark.kernel.jvm.vector.DoubleLaneAffine;
import dev.deerpark.kernel.jvm.vector.DoubleSingleAffine;
import dev.deerpark.kernel.jvm.vector.FloatLaneAffine;
import dev.deerpark.kernel.jvm.vector.FloatSingleAffine;
import dev.deerpark.kernel.jvm.vector.GateMatrix;
import dev.deerpark.kernel.jvm.vector.JoinedAffine;
import dev.deerpark.recurrence.network.LayerWeights;
import java.util.function.Function;

/**
 * The walks that a cell takes side by side, in one precision.
 *
 * @param count the number of walks
 * @param packing prepares weights for that number
 */
public record Lanes(int count, Function<GateMatrix, Affine> packing) {

  /** One walk alone, the sequential loop. */
  public static Lanes one(Precision precision) {
    return precision == Precision.FLOAT
        ? new Lanes(1, FloatSingleAffine::new)
        : new Lanes(1, DoubleSingleAffine::new);
  }

  /** As many walks as fill two vectors of this machine. */
  public static Lanes full(Precision precision) {
    return precision == Precision.FLOAT
        ? new Lanes(FloatLaneAffine.LANES, FloatLaneAffine::new)
        : new Lanes(DoubleLaneAffine.LANES, DoubleLaneAffine::new);
  }

  /** The map of some weights. */
  Affine affine(GateMatrix weights) {
    return packing.apply(weights);
  }

  /** The map of two vectors, which add to the same sums. */
  JoinedAffine joined(GateMatrix ofFirst, GateMatrix ofSecond, Precision precision) {
    return new JoinedAffine(affine(ofFirst.beside(ofSecond)), ofFirst, ofSecond, precision);
  }

  /** The map of the input and the state to some gates of a layer. */
  JoinedAffine joined(LayerWeights layer, int from, int to, Precision precision) {
    return joined(
        GateMatrix.ofInput(layer, from, to), GateMatrix.ofState(layer, from, to), precision);
  }
}

package dev.deerpark.kernel.jvm;

import dev.deerpark.recurrence.AutoregressiveGruWeights;
import dev.deerpark.recurrence.GruWeights;
import dev.deerpark.recurrence.Lorenz96;
import dev.deerpark.recurrence.MeanField;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.recurrence.TwoWellLangevin;
import java.util.function.Function;

/**
 * The cells in double.
 *
 * @param affine prepares weights for as many lanes
 */
record DoubleCells(int lanes, Function<GateMatrix, Affine> affine) implements Cells {

  /** One walk. */
  static final Cells SINGLE = new DoubleCells(1, DoubleSingleAffine::new);

  /** A strip. */
  static final Cells WIDE = new DoubleCells(DoubleLaneAffine.LANES, DoubleLaneAffine::new);

  @Override
  public Cell of(RecurrenceSpec model, boolean differentiated) {
    if (model instanceof GruWeights weights) {
      return new DoubleGru(weights, 0, affine, differentiated);
    }
    if (model instanceof AutoregressiveGruWeights weights) {
      return new DoubleAutoregressiveGru(weights, affine, differentiated);
    }
    if (model instanceof Lorenz96 waves) {
      return new DoubleLorenz96(waves, lanes, differentiated);
    }
    if (model instanceof MeanField network) {
      return new DoubleMeanField(network, affine, differentiated);
    }
    if (model instanceof TwoWellLangevin wells) {
      return new DoubleLangevin(wells, lanes, differentiated);
    }
    throw new IllegalArgumentException("no vectors for " + model.getClass());
  }
}

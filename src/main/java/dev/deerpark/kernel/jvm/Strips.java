package dev.deerpark.kernel.jvm;

import dev.deerpark.recurrence.GruWeights;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.sequence.Precision;
import java.util.function.Function;

/** Makes the strips of a model in a precision. */
record Strips(RecurrenceSpec model, Precision precision) {

  /** Whether the model has a {@link Cell}. */
  static boolean support(RecurrenceSpec model) {
    return model instanceof GruWeights;
  }

  /** Lanes of a full strip: two vectors of this machine. */
  int width() {
    return isFloat() ? FloatLaneAffine.LANES : DoubleLaneAffine.LANES;
  }

  /** One walk alone, by the tuned sequential kernel. Not for the dense form. */
  Strip single(JacobianForm form) {
    return new Strip(
        cell(isFloat() ? FloatSingleAffine::new : DoubleSingleAffine::new, form), form, 1);
  }

  /**
   * Walks side by side.
   *
   * @param lanes how many, a power of two, at most {@link #width}
   */
  Strip wide(JacobianForm form, int lanes) {
    return new Strip(
        cell(isFloat() ? FloatLaneAffine::new : DoubleLaneAffine::new, form), form, lanes);
  }

  private boolean isFloat() {
    return precision == Precision.FLOAT;
  }

  private Cell cell(Function<GateMatrix, Affine> affine, JacobianForm form) {
    boolean differentiated = form.entries(1) > 0;
    if (model instanceof GruWeights weights) {
      return isFloat()
          ? new FloatGru(weights, affine, differentiated)
          : new DoubleGru(weights, affine, differentiated);
    }
    throw new IllegalArgumentException("no vectors for " + model.getClass());
  }
}

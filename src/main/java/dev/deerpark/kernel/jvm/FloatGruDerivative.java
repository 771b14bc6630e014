package dev.deerpark.kernel.jvm;

import dev.deerpark.recurrence.GruWeights;
import dev.deerpark.sequence.Numbers;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Jacobian of one step of a GRU in each lane, in float: {@code dh' = a (Whr dh) + b (Whz dh) +
 * c (Whn dh) + z dh}, with the factors that {@link dev.deerpark.recurrence.Gru} derives. A
 * direction goes through the same matrix kernel as a state.
 */
final class FloatGruDerivative {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int VECTOR = SPECIES.length();
  private static final int GATES = 3;
  private static final float ONE = 1;

  private final Affine ofDirection;
  private final int span;

  private final float[] a;
  private final float[] b;
  private final float[] c;
  private final float[] z;

  /** {@code [3][span]}: the diagonals of the hidden weights, the same in every lane. */
  private final float[] diagonals;

  /** {@code [3][span]}: the hidden weights times a direction. */
  private final Numbers.Floats hidden;

  /**
   * @param ofDirection multiplies by the hidden weights
   */
  FloatGruDerivative(GruWeights weights, Affine ofDirection) {
    this.ofDirection = ofDirection;
    this.span = ofDirection.span();
    this.a = new float[span];
    this.b = new float[span];
    this.c = new float[span];
    this.z = new float[span];
    this.diagonals = diagonals(weights, ofDirection.lanes());
    this.hidden = (Numbers.Floats) ofDirection.allocate();
  }

  private float[] diagonals(GruWeights weights, int lanes) {
    int size = weights.hiddenSize();
    float[] spread = new float[GATES * span];
    for (int row = 0; row < GATES * size; row++) {
      int column = row % size;
      int from = row / size * span + column * lanes;
      float weight = (float) weights.hiddenWeight()[row * size + column];
      Arrays.fill(spread, from, from + lanes, weight);
    }
    return spread;
  }

  /**
   * Takes a step.
   *
   * @param gates {@code [3][span]}: r, z and n
   * @param hidden {@code [3][span]}, with m in the last third
   * @param state {@code [span]}: before the step
   */
  void set(float[] gates, float[] hidden, float[] state) {
    FloatVector one = FloatVector.broadcast(SPECIES, ONE);
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector r = load(gates, at);
      FloatVector update = load(gates, span + at);
      FloatVector n = load(gates, 2 * span + at);
      FloatVector forget = one.sub(update);
      FloatVector factor = forget.mul(one.sub(n.mul(n))).mul(r);
      factor.mul(load(hidden, 2 * span + at)).mul(one.sub(r)).intoArray(a, at);
      load(state, at).sub(n).mul(update).mul(forget).intoArray(b, at);
      factor.intoArray(c, at);
      update.intoArray(z, at);
    }
  }

  /** Multiplies by the diagonal, in place. */
  void diagonal(float[] product) {
    for (int at = 0; at < span; at += VECTOR) {
      combine(diagonals, at, load(z, at)).mul(load(product, at)).intoArray(product, at);
    }
  }

  /** Multiplies a direction in each lane, in place. */
  void tangent(Numbers directions) {
    ofDirection.apply(directions, 0, hidden);
    float[] direction = ((Numbers.Floats) directions).array();
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector kept = load(z, at).mul(load(direction, at));
      combine(hidden.array(), at, kept).intoArray(direction, at);
    }
  }

  private FloatVector combine(float[] gates, int at, FloatVector kept) {
    FloatVector sum = load(c, at).fma(load(gates, 2 * span + at), kept);
    sum = load(b, at).fma(load(gates, span + at), sum);
    return load(a, at).fma(load(gates, at), sum);
  }

  private static FloatVector load(float[] array, int at) {
    return FloatVector.fromArray(SPECIES, array, at);
  }
}

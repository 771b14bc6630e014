package dev.deerpark.kernel.jvm;

import dev.deerpark.recurrence.GruWeights;
import dev.deerpark.sequence.Numbers;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Jacobian of one step of a GRU in each lane, in double: {@code dh' = a (Whr dh) + b (Whz dh) +
 * c (Whn dh) + z dh}, with the factors that {@link dev.deerpark.recurrence.Gru} derives. A
 * direction goes through the same matrix kernel as a state.
 */
final class DoubleGruDerivative {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int VECTOR = SPECIES.length();
  private static final int GATES = 3;
  private static final double ONE = 1;

  private final Affine ofDirection;
  private final int span;

  private final double[] a;
  private final double[] b;
  private final double[] c;
  private final double[] z;

  /** {@code [3][span]}: the diagonals of the hidden weights, the same in every lane. */
  private final double[] diagonals;

  /** {@code [3][span]}: the hidden weights times a direction. */
  private final Numbers.Doubles hidden;

  /**
   * @param ofDirection multiplies by the hidden weights
   */
  DoubleGruDerivative(GruWeights weights, Affine ofDirection) {
    this.ofDirection = ofDirection;
    this.span = ofDirection.span();
    this.a = new double[span];
    this.b = new double[span];
    this.c = new double[span];
    this.z = new double[span];
    this.diagonals = diagonals(weights, ofDirection.lanes());
    this.hidden = (Numbers.Doubles) ofDirection.allocate();
  }

  private double[] diagonals(GruWeights weights, int lanes) {
    int size = weights.hiddenSize();
    double[] spread = new double[GATES * span];
    for (int row = 0; row < GATES * size; row++) {
      int column = row % size;
      int from = row / size * span + column * lanes;
      double weight = weights.hiddenWeight()[row * size + column];
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
  void set(double[] gates, double[] hidden, double[] state) {
    DoubleVector one = DoubleVector.broadcast(SPECIES, ONE);
    for (int at = 0; at < span; at += VECTOR) {
      DoubleVector r = load(gates, at);
      DoubleVector update = load(gates, span + at);
      DoubleVector n = load(gates, 2 * span + at);
      DoubleVector forget = one.sub(update);
      DoubleVector factor = forget.mul(one.sub(n.mul(n))).mul(r);
      factor.mul(load(hidden, 2 * span + at)).mul(one.sub(r)).intoArray(a, at);
      load(state, at).sub(n).mul(update).mul(forget).intoArray(b, at);
      factor.intoArray(c, at);
      update.intoArray(z, at);
    }
  }

  /** Multiplies by the diagonal, in place. */
  void diagonal(double[] product) {
    for (int at = 0; at < span; at += VECTOR) {
      combine(diagonals, at, load(z, at)).mul(load(product, at)).intoArray(product, at);
    }
  }

  /** Multiplies a direction in each lane, in place. */
  void tangent(Numbers directions) {
    ofDirection.apply(directions, 0, hidden);
    double[] direction = ((Numbers.Doubles) directions).array();
    for (int at = 0; at < span; at += VECTOR) {
      DoubleVector kept = load(z, at).mul(load(direction, at));
      combine(hidden.array(), at, kept).intoArray(direction, at);
    }
  }

  private DoubleVector combine(double[] gates, int at, DoubleVector kept) {
    DoubleVector sum = load(c, at).fma(load(gates, 2 * span + at), kept);
    sum = load(b, at).fma(load(gates, span + at), sum);
    return load(a, at).fma(load(gates, at), sum);
  }

  private static DoubleVector load(double[] array, int at) {
    return DoubleVector.fromArray(SPECIES, array, at);
  }
}

package dev.deerpark.kernel.jvm;

import dev.deerpark.recurrence.GruWeights;
import dev.deerpark.sequence.Numbers;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Jacobian of one step of a GRU in each lane, in double: {@code dh' = a (Whr dh) + b (Whz dh) +
 * c (Whn dh) + z dh}, with the factors that {@link dev.deerpark.recurrence.Gru} derives, and {@code
 * a (Wir dx) + b (Wiz dx) + e (Win dx)}, {@code e = (1 - z) (1 - n^2)}, by the input. A direction
 * goes through the same matrix kernel as a state.
 */
final class DoubleGruDerivative {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int VECTOR = SPECIES.length();
  private static final int GATES = 3;
  private static final double ONE = 1;

  private final Affine ofInput;
  private final Affine ofDirection;
  private final int span;

  /** Where h begins in the array of a state. */
  private final int first;

  private final double[] a;
  private final double[] b;
  private final double[] c;
  private final double[] e;
  private final double[] z;

  /** {@code [3][span]}: the diagonals of the hidden weights, the same in every lane. */
  private final double[] diagonals;

  /** {@code [3][span]}: weights times a direction. */
  private final Numbers.Doubles hidden;

  /**
   * @param first where h begins in the array of a state
   * @param ofInput multiplies by the input weights
   * @param ofDirection multiplies by the hidden weights
   */
  DoubleGruDerivative(GruWeights weights, int first, Affine ofInput, Affine ofDirection) {
    this.first = first;
    this.ofInput = ofInput;
    this.ofDirection = ofDirection;
    this.span = ofDirection.span();
    this.a = new double[span];
    this.b = new double[span];
    this.c = new double[span];
    this.e = new double[span];
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
   * @param state before the step
   */
  void set(double[] gates, double[] hidden, double[] state) {
    DoubleVector one = DoubleVector.broadcast(SPECIES, ONE);
    for (int at = 0; at < span; at += VECTOR) {
      DoubleVector r = load(gates, at);
      DoubleVector update = load(gates, span + at);
      DoubleVector n = load(gates, 2 * span + at);
      DoubleVector forget = one.sub(update);
      DoubleVector byCandidate = forget.mul(one.sub(n.mul(n)));
      DoubleVector factor = byCandidate.mul(r);
      factor.mul(load(hidden, 2 * span + at)).mul(one.sub(r)).intoArray(a, at);
      load(state, first + at).sub(n).mul(update).mul(forget).intoArray(b, at);
      factor.intoArray(c, at);
      byCandidate.intoArray(e, at);
      update.intoArray(z, at);
    }
  }

  /** Multiplies by the diagonal, in place. */
  void diagonal(double[] product) {
    for (int at = 0; at < span; at += VECTOR) {
      combine(diagonals, at, load(z, at))
          .mul(load(product, first + at))
          .intoArray(product, first + at);
    }
  }

  /** Multiplies a direction in each lane, in place. */
  void tangent(Numbers directions) {
    ofDirection.apply(directions, first, hidden);
    double[] direction = ((Numbers.Doubles) directions).array();
    for (int at = 0; at < span; at += VECTOR) {
      DoubleVector kept = load(z, at).mul(load(direction, first + at));
      combine(hidden.array(), at, kept).intoArray(direction, first + at);
    }
  }

  /** Adds what a move of the inputs, {@code [I][lanes]}, adds to a direction. */
  void addByInput(Numbers inputs, double[] direction) {
    ofInput.apply(inputs, 0, hidden);
    double[] moved = hidden.array();
    for (int at = 0; at < span; at += VECTOR) {
      DoubleVector sum = load(e, at).fma(load(moved, 2 * span + at), load(direction, first + at));
      sum = load(b, at).fma(load(moved, span + at), sum);
      load(a, at).fma(load(moved, at), sum).intoArray(direction, first + at);
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

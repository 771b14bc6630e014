package dev.deerpark.kernel.jvm;

import dev.deerpark.recurrence.GruWeights;
import dev.deerpark.sequence.Numbers;
import dev.deerpark.sequence.Precision;
import java.util.function.Function;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The gates of {@link dev.deerpark.recurrence.Gru} in double. */
final class DoubleGru implements Cell {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int VECTOR = SPECIES.length();
  private static final int GATES = 3;

  private final GruWeights weights;
  private final Affine ofInput;
  private final Affine ofState;
  private final int span;

  /** What the affine maps give, {@code [3][span]}: the gates r, z and n. */
  private final Numbers.Doubles input;

  private final Numbers.Doubles hidden;

  /** Null where no derivative is asked for. */
  private final DoubleGruDerivative derivative;

  /**
   * @param affine prepares the weights, for one walk or for many
   * @param differentiated whether {@link #diagonal} and {@link #tangent} will be asked for
   */
  DoubleGru(GruWeights weights, Function<GateMatrix, Affine> affine, boolean differentiated) {
    int size = weights.hiddenSize();
    this.weights = weights;
    this.ofInput =
        affine.apply(
            new GateMatrix(
                GATES, size, weights.inputSize(), weights.inputWeight(), weights.inputBias()));
    this.ofState =
        affine.apply(
            new GateMatrix(GATES, size, size, weights.hiddenWeight(), weights.hiddenBias()));
    this.span = ofState.span();
    this.input = (Numbers.Doubles) ofInput.allocate();
    this.hidden = (Numbers.Doubles) ofState.allocate();
    this.derivative = differentiated ? new DoubleGruDerivative(weights, ofState.linear()) : null;
  }

  @Override
  public Precision precision() {
    return Precision.DOUBLE;
  }

  @Override
  public int stateSize() {
    return weights.hiddenSize();
  }

  @Override
  public int inputSize() {
    return weights.inputSize();
  }

  @Override
  public int lanes() {
    return ofState.lanes();
  }

  @Override
  public int span() {
    return span;
  }

  @Override
  public void step(Numbers inputs, int offset, Numbers state, Numbers next) {
    ofInput.apply(inputs, offset, input);
    ofState.apply(state, 0, hidden);
    gates(input.array(), hidden.array(), doubles(state), doubles(next));
  }

  private void gates(double[] x, double[] w, double[] state, double[] next) {
    for (int at = 0; at < span; at += VECTOR) {
      DoubleVector r = DoubleActivations.sigmoid(load(x, at).add(load(w, at)));
      DoubleVector z = DoubleActivations.sigmoid(load(x, span + at).add(load(w, span + at)));
      DoubleVector m = load(w, 2 * span + at);
      DoubleVector n = DoubleActivations.tanh(r.fma(m, load(x, 2 * span + at)));
      DoubleVector h = load(state, at);
      z.fma(h.sub(n), n).intoArray(next, at);
      if (derivative != null) {
        derivative.set(at, r, z, n, m, h);
      }
    }
  }

  @Override
  public void diagonal(Numbers product) {
    derivative.diagonal(doubles(product));
  }

  @Override
  public void tangent(Numbers direction) {
    derivative.tangent(direction);
  }

  private static double[] doubles(Numbers numbers) {
    return ((Numbers.Doubles) numbers).array();
  }

  private static DoubleVector load(double[] array, int at) {
    return DoubleVector.fromArray(SPECIES, array, at);
  }
}

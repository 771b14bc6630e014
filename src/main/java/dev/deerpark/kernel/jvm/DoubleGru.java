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

  /** {@code [3][span]}: what the input gives to the gates r, z and n, then the gates. */
  private final Numbers.Doubles gates;

  /** {@code [3][span]}: what the state gives to them. */
  private final Numbers.Doubles hidden;

  private final Loop[] loops;

  /** Null where no derivative is asked for. */
  private final DoubleGruDerivative derivative;

  /**
   * One loop over all numbers of a state. That there are three or more behind one call keeps the
   * compiler from putting them into one method, which would be past its limit: from there on every
   * vector is an object.
   */
  private interface Loop {
    void run(double[] state, double[] next);
  }

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
    this.gates = (Numbers.Doubles) ofInput.allocate();
    this.hidden = (Numbers.Doubles) ofState.allocate();
    this.derivative = differentiated ? new DoubleGruDerivative(weights, ofState.linear()) : null;
    Loop reset = (state, next) -> sigmoid(0);
    Loop update = (state, next) -> sigmoid(span);
    Loop derive = (state, next) -> derivative.set(gates.array(), hidden.array(), state);
    this.loops =
        differentiated
            ? new Loop[] {reset, update, this::advance, derive}
            : new Loop[] {reset, update, this::advance};
  }

  @Override
  public Shape shape() {
    return new Shape(
        Precision.DOUBLE, weights.hiddenSize(), weights.inputSize(), ofState.lanes(), span);
  }

  @Override
  public void step(Numbers inputs, int offset, Numbers state, Numbers next) {
    ofInput.apply(inputs, offset, gates);
    ofState.apply(state, 0, hidden);
    for (Loop loop : loops) {
      loop.run(doubles(state), doubles(next));
    }
  }

  /** Gates r and z. */
  private void sigmoid(int from) {
    double[] gate = gates.array();
    double[] ofState = hidden.array();
    for (int at = from; at < from + span; at += VECTOR) {
      DoubleActivations.sigmoid(load(gate, at).add(load(ofState, at))).intoArray(gate, at);
    }
  }

  /** Gate n, and with it the next state. */
  private void advance(double[] state, double[] next) {
    double[] gate = gates.array();
    double[] ofState = hidden.array();
    for (int at = 0; at < span; at += VECTOR) {
      DoubleVector m = load(ofState, 2 * span + at);
      DoubleVector n = DoubleActivations.tanh(load(gate, at).fma(m, load(gate, 2 * span + at)));
      n.intoArray(gate, 2 * span + at);
      load(gate, span + at).fma(load(state, at).sub(n), n).intoArray(next, at);
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

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

  /** Where h begins in the array of a state. */
  private final int first;

  /** {@code [3][span]}: what the input gives to the gates r, z and n, then the gates. */
  private final Numbers.Doubles gates;

  /** {@code [3][span]}: what the state gives to them. */
  private final Numbers.Doubles hidden;

  private final DoubleLoop[] loops;

  /** Null where no derivative is asked for. */
  private final DoubleGruDerivative derivative;

  /**
   * @param before numbers that stand before h in a state, for a model that h is a part of
   * @param affine prepares the weights, for one walk or for many
   * @param differentiated whether {@link #diagonal} and {@link #tangent} will be asked for
   */
  DoubleGru(
      GruWeights weights, int before, Function<GateMatrix, Affine> affine, boolean differentiated) {
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
    this.first = before * ofState.lanes();
    this.gates = (Numbers.Doubles) ofInput.allocate();
    this.hidden = (Numbers.Doubles) ofState.allocate();
    this.derivative =
        differentiated
            ? new DoubleGruDerivative(weights, first, ofInput.linear(), ofState.linear())
            : null;
    DoubleLoop reset = (state, next) -> sigmoid(0);
    DoubleLoop update = (state, next) -> sigmoid(span);
    DoubleLoop derive = (state, next) -> derivative.set(gates.array(), hidden.array(), state);
    this.loops =
        differentiated
            ? new DoubleLoop[] {reset, update, this::advance, derive}
            : new DoubleLoop[] {reset, update, this::advance};
  }

  @Override
  public Shape shape() {
    return new Shape(
        Precision.DOUBLE, weights.hiddenSize(), weights.inputSize(), ofState.lanes(), span);
  }

  @Override
  public void step(Numbers inputs, int offset, Numbers state, Numbers next) {
    ofInput.apply(inputs, offset, gates);
    ofState.apply(state, first, hidden);
    DoubleLoop.run(loops, doubles(state), doubles(next));
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
      load(gate, span + at).fma(load(state, first + at).sub(n), n).intoArray(next, first + at);
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

  /** Adds what a move of the inputs, {@code [I][lanes]}, adds to a direction. */
  void addByInput(Numbers inputs, Numbers direction) {
    derivative.addByInput(inputs, doubles(direction));
  }

  private static double[] doubles(Numbers numbers) {
    return ((Numbers.Doubles) numbers).array();
  }

  private static DoubleVector load(double[] array, int at) {
    return DoubleVector.fromArray(SPECIES, array, at);
  }
}

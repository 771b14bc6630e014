package dev.deerpark.kernel.jvm;

import dev.deerpark.recurrence.GruWeights;
import dev.deerpark.sequence.Numbers;
import dev.deerpark.sequence.Precision;
import java.util.function.Function;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The gates of {@link dev.deerpark.recurrence.Gru} in float. */
final class FloatGru implements Cell {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int VECTOR = SPECIES.length();
  private static final int GATES = 3;

  private final GruWeights weights;
  private final Affine ofInput;
  private final Affine ofState;
  private final int span;

  /** What the affine maps give, {@code [3][span]}: the gates r, z and n. */
  private final Numbers.Floats input;

  private final Numbers.Floats hidden;

  /** Null where no derivative is asked for. */
  private final FloatGruDerivative derivative;

  /**
   * @param affine prepares the weights, for one walk or for many
   * @param differentiated whether {@link #diagonal} and {@link #tangent} will be asked for
   */
  FloatGru(GruWeights weights, Function<GateMatrix, Affine> affine, boolean differentiated) {
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
    this.input = (Numbers.Floats) ofInput.allocate();
    this.hidden = (Numbers.Floats) ofState.allocate();
    this.derivative = differentiated ? new FloatGruDerivative(weights, ofState.linear()) : null;
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT;
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
    gates(input.array(), hidden.array(), floats(state), floats(next));
  }

  private void gates(float[] x, float[] w, float[] state, float[] next) {
    for (int at = 0; at < span; at += VECTOR) {
      FloatVector r = FloatActivations.sigmoid(load(x, at).add(load(w, at)));
      FloatVector z = FloatActivations.sigmoid(load(x, span + at).add(load(w, span + at)));
      FloatVector m = load(w, 2 * span + at);
      FloatVector n = FloatActivations.tanh(r.fma(m, load(x, 2 * span + at)));
      FloatVector h = load(state, at);
      z.fma(h.sub(n), n).intoArray(next, at);
      if (derivative != null) {
        derivative.set(at, r, z, n, m, h);
      }
    }
  }

  @Override
  public void diagonal(Numbers product) {
    derivative.diagonal(floats(product));
  }

  @Override
  public void tangent(Numbers direction) {
    derivative.tangent(direction);
  }

  private static float[] floats(Numbers numbers) {
    return ((Numbers.Floats) numbers).array();
  }

  private static FloatVector load(float[] array, int at) {
    return FloatVector.fromArray(SPECIES, array, at);
  }
}

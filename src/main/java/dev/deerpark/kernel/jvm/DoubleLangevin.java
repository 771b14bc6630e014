package dev.deerpark.kernel.jvm;

import static dev.deerpark.kernel.jvm.DoubleVectors.VECTOR;
import static dev.deerpark.kernel.jvm.DoubleVectors.array;
import static dev.deerpark.kernel.jvm.DoubleVectors.load;

import dev.deerpark.recurrence.TwoWellLangevin;
import dev.deerpark.sequence.Numbers;
import dev.deerpark.sequence.Precision;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;

/**
 * {@link TwoWellLangevin} in double. The numbers of a state meet in the share r, so all lanes of
 * one number are gone through after those of the other. In one walk their vectors overlap, and only
 * the first element of each counts: the later number is written over what follows the earlier.
 */
final class DoubleLangevin implements Cell {
  private static final int SIZE = TwoWellLangevin.SIZE;
  private static final double ONE = 1;

  private final Shape shape;
  private final DoubleWells wells = new DoubleWells();
  private final double dt;
  private final double noise;

  /** {@code [lanes]}: r, filled up to whole vectors. */
  private final double[] share;

  private final DoubleLoop[] loops;

  /** Null where no derivative is asked for. */
  private final DoubleLangevinDerivative derivative;

  /**
   * @param differentiated whether {@link #diagonal} and {@link #tangent} will be asked for
   */
  DoubleLangevin(TwoWellLangevin model, int lanes, boolean differentiated) {
    double step = model.dt();
    double factor = model.noise();
    this.share = new double[DoubleVectors.filled(lanes)];
    int span = DoubleVectors.filled((SIZE - 1) * lanes + share.length);
    this.shape = new Shape(Precision.DOUBLE, SIZE, SIZE, lanes, span);
    this.dt = step;
    this.noise = factor;
    this.derivative = differentiated ? new DoubleLangevinDerivative(shape, wells, dt) : null;
    DoubleLoop odds = (state, next) -> odds(state);
    DoubleLoop share = (state, next) -> share();
    DoubleLoop derive = (state, next) -> derivative.set(state, this.share);
    this.loops =
        differentiated
            ? new DoubleLoop[] {odds, share, this::fall, derive}
            : new DoubleLoop[] {odds, share, this::fall};
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public void step(Numbers inputs, int offset, Numbers state, Numbers next) {
    DoubleLoop.run(loops, array(state), array(next));
    push(array(inputs), offset, array(next));
  }

  private void odds(double[] state) {
    Arrays.fill(share, wells.odds());
    for (int i = 0; i < SIZE; i++) {
      addOdds(i, i * shape.lanes(), state);
    }
  }

  private void share() {
    for (int at = 0; at < share.length; at += VECTOR) {
      DoubleActivations.sigmoid(load(share, at)).intoArray(share, at);
    }
  }

  private void addOdds(int i, int from, double[] state) {
    for (int at = 0; at < share.length; at += VECTOR) {
      wells.addOdds(i, load(state, from + at), load(share, at)).intoArray(share, at);
    }
  }

  /** Down the gradient. */
  private void fall(double[] state, double[] next) {
    for (int i = 0; i < SIZE; i++) {
      fall(i, i * shape.lanes(), state, next);
    }
  }

  private void fall(int i, int from, double[] state, double[] next) {
    DoubleVector back = DoubleVector.broadcast(DoubleVectors.SPECIES, -dt);
    DoubleVector one = DoubleVector.broadcast(DoubleVectors.SPECIES, ONE);
    for (int at = 0; at < share.length; at += VECTOR) {
      DoubleVector x = load(state, from + at);
      DoubleVector r = load(share, at);
      DoubleVector second = one.sub(r).mul(wells.pull(1, i, x));
      DoubleVector gradient = r.fma(wells.pull(0, i, x), second);
      gradient.fma(back, x).intoArray(next, from + at);
    }
  }

  /** Number by number, because the inputs of one walk are not filled up to whole vectors. */
  private void push(double[] inputs, int offset, double[] next) {
    int numbers = SIZE * shape.lanes();
    for (int at = 0; at < numbers; at++) {
      next[at] += noise * inputs[offset + at];
    }
  }

  @Override
  public void diagonal(Numbers product) {
    derivative.diagonal(array(product));
  }

  @Override
  public void tangent(Numbers direction) {
    derivative.tangent(array(direction));
  }
}

package dev.deerpark.kernel.jvm;

import static dev.deerpark.kernel.jvm.DoubleVectors.VECTOR;
import static dev.deerpark.kernel.jvm.DoubleVectors.load;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;

/**
 * The Jacobian of one step of {@link dev.deerpark.recurrence.TwoWellLangevin} in each lane, in
 * double: a diagonal, and what the numbers do to each other by moving the share of the wells,
 * {@code dx'_i = kept_i dx_i + spread p_i (p . dx)} with
 *
 * <pre>
 *   p = g_1 - g_2    kept = 1 - dt (r S_1^-1 + (1 - r) S_2^-1)    spread = dt r (1 - r)
 * </pre>
 */
final class DoubleLangevinDerivative {
  private static final double ONE = 1;

  private final Cell.Shape shape;
  private final DoubleWells wells;
  private final double dt;

  /** {@code [D][lanes]}. */
  private final double[] parting;

  private final double[] kept;
  private final double[] diagonal;
  private final double[] moved;

  /** {@code [lanes]}. */
  private final double[] spread;

  private final double[] together;

  DoubleLangevinDerivative(Cell.Shape shape, DoubleWells wells, double dt) {
    this.shape = shape;
    this.wells = wells;
    this.dt = dt;
    this.parting = new double[shape.span()];
    this.kept = new double[shape.span()];
    this.diagonal = new double[shape.span()];
    this.moved = new double[shape.span()];
    this.spread = new double[DoubleVectors.filled(shape.lanes())];
    this.together = new double[spread.length];
  }

  /**
   * Takes a step.
   *
   * @param state before it
   * @param share {@code [lanes]}: r
   */
  void set(double[] state, double[] share) {
    DoubleVector one = DoubleVector.broadcast(DoubleVectors.SPECIES, ONE);
    for (int at = 0; at < spread.length; at += VECTOR) {
      DoubleVector r = load(share, at);
      r.mul(one.sub(r)).mul(dt).intoArray(spread, at);
    }
    for (int i = 0; i < shape.stateSize(); i++) {
      set(i, i * shape.lanes(), state, share);
    }
  }

  private void set(int i, int from, double[] state, double[] share) {
    DoubleVector one = DoubleVector.broadcast(DoubleVectors.SPECIES, ONE);
    for (int at = 0; at < spread.length; at += VECTOR) {
      DoubleVector x = load(state, from + at);
      DoubleVector r = load(share, at);
      DoubleVector p = wells.pull(0, i, x).sub(wells.pull(1, i, x));
      DoubleVector curvature =
          r.mul(wells.stiffness(0, i)).add(one.sub(r).mul(wells.stiffness(1, i)));
      DoubleVector rest = one.sub(curvature.mul(dt));
      p.intoArray(parting, from + at);
      rest.intoArray(kept, from + at);
      p.mul(p).fma(load(spread, at), rest).intoArray(diagonal, from + at);
    }
  }

  /** Multiplies by the diagonal, in place. */
  void diagonal(double[] product) {
    for (int at = 0; at < shape.span(); at += VECTOR) {
      load(diagonal, at).mul(load(product, at)).intoArray(product, at);
    }
  }

  /** Multiplies a direction in each lane, in place. */
  void tangent(double[] direction) {
    Arrays.fill(together, 0);
    for (int i = 0; i < shape.stateSize(); i++) {
      join(i * shape.lanes(), direction);
    }
    for (int i = 0; i < shape.stateSize(); i++) {
      move(i * shape.lanes(), direction);
    }
    System.arraycopy(moved, 0, direction, 0, shape.span());
  }

  private void join(int from, double[] direction) {
    for (int at = 0; at < together.length; at += VECTOR) {
      load(parting, from + at)
          .fma(load(direction, from + at), load(together, at))
          .intoArray(together, at);
    }
  }

  private void move(int from, double[] direction) {
    for (int at = 0; at < together.length; at += VECTOR) {
      DoubleVector own = load(kept, from + at).mul(load(direction, from + at));
      DoubleVector factor = load(parting, from + at).mul(load(spread, at));
      factor.fma(load(together, at), own).intoArray(moved, from + at);
    }
  }
}

package dev.deerpark.engine;

import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.LinearMap;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What is kept of a block between sweeps: the current start states of its S segments and what
 * walking from them gave. Never modified; the next sweep makes a new one, so that a task can be run
 * again.
 *
 * @param block the block's number
 * @param firstSegment the number of its first segment
 * @param form of the Jacobians
 * @param starts {@code [S][D]}: the iterate u
 * @param ends {@code [S][D]}: F(u)
 * @param jacobians {@code [S][E]}: A, finite; empty where they are not kept but computed again
 * @param marks {@code [S][M][D]}: the states at the meeting marks
 * @param element the whole block as one
 */
public record BlockIterate(
    int block,
    long firstSegment,
    JacobianForm form,
    double[] starts,
    double[] ends,
    double[] jacobians,
    double[] marks,
    SweepElement element)
    implements Serializable {

  /** Number of segments, S. */
  public int segments() {
    return starts.length / stateSize();
  }

  /** Numbers in a state, D. */
  public int stateSize() {
    return element.map().anchor().length;
  }

  /** The start state of a segment of the block, as a new array. */
  public double[] start(int segment) {
    return slice(starts, segment, stateSize());
  }

  /** The state at the end of the block, as a new array. */
  public double[] end() {
    return slice(ends, segments() - 1, stateSize());
  }

  /** Whether the Jacobians are there. */
  boolean isComplete() {
    return jacobians.length == segments() * form.entries(stateSize());
  }

  /** One segment as a map around its start state; needs the Jacobians. */
  AnchoredMap segment(int segment) {
    return segment(form, starts, ends, jacobians, segment, stateSize());
  }

  BlockIterate withJacobians(double[] computed) {
    return new BlockIterate(block, firstSegment, form, starts, ends, computed, marks, element);
  }

  BlockIterate withElement(SweepElement told) {
    return new BlockIterate(block, firstSegment, form, starts, ends, jacobians, marks, told);
  }

  /** The map of one segment, from arrays of all. */
  static AnchoredMap segment(
      JacobianForm form,
      double[] starts,
      double[] ends,
      double[] jacobians,
      int segment,
      int size) {
    LinearMap map =
        switch (form) {
          case ZERO -> new LinearMap.Zero();
          case IDENTITY -> new LinearMap.Identity();
          case DIAGONAL -> new LinearMap.Diagonal(slice(jacobians, segment, size));
          case DENSE -> new LinearMap.Matrix(slice(jacobians, segment, size * size));
        };
    return new AnchoredMap(map, slice(starts, segment, size), slice(ends, segment, size));
  }

  private static double[] slice(double[] array, int index, int size) {
    return Arrays.copyOfRange(array, index * size, (index + 1) * size);
  }
}

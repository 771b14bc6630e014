package dev.deerpark.engine;

import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.LinearMap;
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
 * @param jacobians {@code [S][E]}: A, finite
 * @param marks {@code [S][M][D]}: the states at the meeting marks
 * @param element the whole block as one map
 * @param summary of the sweep that made this
 */
public record BlockIterate(
    int block,
    long firstSegment,
    JacobianForm form,
    double[] starts,
    double[] ends,
    double[] jacobians,
    double[] marks,
    AnchoredMap element,
    SweepSummary summary) {

  /** Number of segments, S. */
  public int segments() {
    return (int) summary.segments();
  }

  /** Numbers in a state, D. */
  public int stateSize() {
    return starts.length / segments();
  }

  /** The start state of a segment of the block, as a new array. */
  public double[] start(int segment) {
    return slice(starts, segment, stateSize());
  }

  /** One segment as a map around its start state. */
  public AnchoredMap segment(int segment) {
    return segment(form, starts, ends, jacobians, segment, stateSize());
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

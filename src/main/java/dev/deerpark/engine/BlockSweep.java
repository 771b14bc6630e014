package dev.deerpark.engine;

import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.MeetingMarks;
import dev.deerpark.kernel.SegmentWalk;
import dev.deerpark.linear.Dense;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.util.Arrays;

/**
 * What one sweep does to one block: take the new start states, walk the segments that moved, fold
 * them to one map.
 */
public final class BlockSweep {
  private final Layout layout;
  private final SweepRule rule;
  private final Kernel kernel;
  private final int size;

  public BlockSweep(Layout layout, SweepRule rule, Kernel kernel) {
    this.layout = layout;
    this.rule = rule;
    this.kernel = kernel;
    this.size = kernel.stateSize();
  }

  /**
   * Walks every segment of a block from a guess: zeros, but for the known start of the sequence.
   *
   * @param start {@code [D]}: the state before step 0, not modified
   */
  public BlockIterate begin(InputBlock inputs, JacobianForm form, double[] start) {
    double[] starts = new double[layout.segmentsOf(inputs.index()) * size];
    if (inputs.index() == 0) {
      System.arraycopy(start, 0, starts, 0, size);
    }
    return begin(inputs, form, starts, new Moves());
  }

  /**
   * Walks a block whose one segment starts from the state that the loop has there.
   *
   * @param start {@code [D]}: the state before the block's first step, not modified
   */
  public BlockIterate walkFrom(InputBlock inputs, double[] start) {
    return begin(inputs, JacobianForm.ZERO, start.clone(), new Moves());
  }

  private BlockIterate begin(InputBlock inputs, JacobianForm form, double[] starts, Moves moves) {
    int segments = starts.length / size;
    boolean[] all = new boolean[segments];
    Arrays.fill(all, true);
    SegmentWalk walk =
        new SegmentWalk(
            layout.segmentLength(),
            size,
            form,
            starts,
            all,
            new double[segments * size],
            new double[segments * form.entries(size)],
            new double[segments * MeetingMarks.of(layout.segmentLength()).length * size],
            false,
            rule.meetingTolerance());
    return evaluate(inputs, walk, moves);
  }

  /**
   * Applies an update and walks the segments whose start moved.
   *
   * @param old the block as the last sweep left it, not modified
   * @param start {@code [D]}: the proposed state before the block, not modified
   * @param exactSegments how many segments of the sequence had an exact start before this sweep;
   *     the next one becomes exact now, so it takes its proposal as it is
   */
  public BlockIterate advance(
      InputBlock inputs, BlockIterate old, JacobianForm form, double[] start, long exactSegments) {
    double[] starts = old.starts().clone();
    Moves moves = new Moves();
    boolean[] moved = move(old, starts, start, exactSegments, moves);
    if (moves.count == 0 && form == old.form()) {
      return still(old, moves);
    }
    boolean kept = form == old.form();
    SegmentWalk walk =
        new SegmentWalk(
            layout.segmentLength(),
            size,
            form,
            starts,
            moved,
            old.ends().clone(),
            kept ? old.jacobians().clone() : new double[moved.length * form.entries(size)],
            old.marks().clone(),
            true,
            rule.meetingTolerance());
    return evaluate(inputs, walk, moves);
  }

  /** Passes the proposals along the block and moves the starts that they differ from. */
  private boolean[] move(
      BlockIterate old, double[] starts, double[] start, long exactSegments, Moves moves) {
    boolean[] moved = new boolean[old.segments()];
    double[] proposal = start;
    for (int segment = 0; segment < moved.length; segment++) {
      long number = old.firstSegment() + segment;
      if (number >= exactSegments) {
        moved[segment] = move(starts, segment, proposal, number == exactSegments, moves);
      }
      if (segment + 1 < moved.length) {
        proposal = old.segment(segment).apply(proposal);
      }
    }
    return moved;
  }

  private boolean move(
      double[] starts, int segment, double[] proposal, boolean becomesExact, Moves moves) {
    double[] rounded = new double[size];
    boolean same = true;
    boolean near = true;
    for (int i = 0; i < size; i++) {
      rounded[i] = rule.precision().round(proposal[i]);
      double old = starts[segment * size + i];
      same &= rounded[i] == old;
      near &= Math.abs(rounded[i] - old) <= rule.meetingTolerance() * Math.max(1, Math.abs(old));
    }
    if (same) {
      return false;
    }
    if (!becomesExact && !Dense.isFinite(rounded)) {
      moves.refused++;
      return false;
    }
    moves.largest =
        Math.max(
            moves.largest, SweepSummary.scaledDistance(starts, segment * size, rounded, 0, size));
    if (near && !becomesExact) {
      return false;
    }
    moves.count++;
    System.arraycopy(rounded, 0, starts, segment * size, size);
    return true;
  }

  private BlockIterate evaluate(InputBlock inputs, SegmentWalk walk, Moves moves) {
    kernel.evaluate(inputs, walk);
    moves.refused += dropNonFinite(walk);
    AnchoredMap element = null;
    for (int segment = 0; segment < walk.requested.length; segment++) {
      AnchoredMap map =
          BlockIterate.segment(walk.form, walk.starts, walk.ends, walk.jacobians, segment, size);
      element = element == null ? map : map.after(element);
    }
    SweepSummary summary = new Joints(walk.starts, walk.ends).summary(walk, moves);
    return new BlockIterate(
        inputs.index(),
        layout.firstSegment(inputs.index()),
        walk.form,
        walk.starts,
        walk.ends,
        walk.jacobians,
        walk.marks,
        element,
        summary);
  }

  /** Any finite Jacobian serves; one that overflowed is replaced by 0. Returns how many were. */
  private int dropNonFinite(SegmentWalk walk) {
    int entries = walk.form.entries(size);
    int dropped = 0;
    for (int segment = 0; segment < walk.requested.length && entries > 0; segment++) {
      int from = segment * entries;
      double[] jacobian = Arrays.copyOfRange(walk.jacobians, from, from + entries);
      if (walk.requested[segment] && !Dense.isFinite(jacobian)) {
        Arrays.fill(walk.jacobians, from, from + entries, 0);
        dropped++;
      }
    }
    return dropped;
  }

  private BlockIterate still(BlockIterate old, Moves moves) {
    SweepSummary was = old.summary();
    SweepSummary summary =
        new SweepSummary(
            was.segments(),
            was.firstStart(),
            was.lastEnd(),
            was.exactJoints(),
            was.settledJoints(),
            was.residual(),
            moves.largest,
            0,
            0,
            0,
            0,
            moves.refused,
            was.firstNonFinite());
    return new BlockIterate(
        old.block(),
        old.firstSegment(),
        old.form(),
        old.starts(),
        old.ends(),
        old.jacobians(),
        old.marks(),
        old.element(),
        summary);
  }

  /** How the starts moved. */
  private static final class Moves {
    private double largest;
    private long count;
    private long refused;
  }

  /** The joints within a block. */
  private final class Joints {
    private final double[] starts;
    private final double[] ends;

    Joints(double[] starts, double[] ends) {
      this.starts = starts;
      this.ends = ends;
    }

    SweepSummary summary(SegmentWalk walk, Moves moves) {
      int segments = walk.requested.length;
      int exact = 0;
      int settled = 0;
      double residual = 0;
      long firstNonFinite = -1;
      for (int segment = 0; segment < segments; segment++) {
        if (firstNonFinite < 0 && !Dense.isFinite(end(segment))) {
          firstNonFinite = segment;
        }
        if (segment + 1 < segments) {
          double jump =
              SweepSummary.scaledDistance(ends, segment * size, starts, (segment + 1) * size, size);
          residual = Math.max(residual, jump);
          exact += exact == segment && jump == 0 ? 1 : 0;
          settled += settled == segment && jump <= rule.tolerance() ? 1 : 0;
        }
      }
      return new SweepSummary(
          segments,
          Arrays.copyOf(starts, size),
          end(segments - 1),
          exact,
          settled,
          residual,
          moves.largest,
          moves.count,
          walk.steps,
          walk.tangentSteps,
          walk.largestJump,
          moves.refused,
          firstNonFinite);
    }

    private double[] end(int segment) {
      return Arrays.copyOfRange(ends, segment * size, (segment + 1) * size);
    }
  }
}

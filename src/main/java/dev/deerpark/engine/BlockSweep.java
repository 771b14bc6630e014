package dev.deerpark.engine;

import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.MeetingMarks;
import dev.deerpark.kernel.SegmentWalk;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.util.Arrays;

/**
 * What one sweep does to one block: take the new start states, walk the segments that moved, fold
 * them to one element.
 */
public final class BlockSweep {
  private static final double[] NOT_KEPT = {};

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
    SegmentWalk walk = firstWalk(form, starts);
    kernel.evaluate(inputs, walk);
    return iterate(
        inputs, walk, new BlockFold(walk, rule.tolerance()).fold(0, 0, 0, SweepWork.NONE));
  }

  /**
   * Walks a block whose one segment starts from the state that the loop has there.
   *
   * @param start {@code [D]}: the state before the block's first step, not modified
   */
  public BlockIterate walkFrom(InputBlock inputs, double[] start) {
    if (layout.blockSegments() != 1) {
      throw new IllegalStateException(
          "a walk in order over blocks of " + layout.blockSegments() + " segments");
    }
    SegmentWalk walk = firstWalk(JacobianForm.ZERO, start.clone());
    kernel.evaluate(inputs, walk);
    return iterate(
        inputs, walk, new BlockFold(walk, rule.tolerance()).fold(0, 0, 0, SweepWork.NONE));
  }

  /**
   * Applies an update and walks the segments whose start moved.
   *
   * @param old the block as the last sweep left it, not modified
   * @param start {@code [D]}: the proposed state before the block, not modified
   * @param exactSegments how many segments of the sequence had an exact start before this sweep
   */
  public BlockIterate advance(
      InputBlock inputs, BlockIterate old, JacobianForm form, double[] start, long exactSegments) {
    SegmentWalk again = again(inputs, old, exactSegments);
    SweepWork work =
        again == null ? SweepWork.NONE : new SweepWork(again.steps, again.tangentSteps);
    BlockIterate complete = again == null ? old : old.withJacobians(again.jacobians);
    Proposals proposals = Proposals.pass(rule, complete, start, exactSegments);
    boolean sameForm = form == old.form();
    SegmentWalk walk =
        new SegmentWalk(
            layout.segmentLength(),
            size,
            form,
            proposals.starts(),
            proposals.moved(),
            old.ends().clone(),
            sameForm
                ? complete.jacobians().clone()
                : new double[old.segments() * form.entries(size)],
            old.marks().clone(),
            true,
            rule.meetingTolerance());
    if (proposals.movedCount() == 0 && sameForm) {
      return old.withElement(still(old.element(), proposals, work));
    }
    kernel.evaluate(inputs, walk);
    SweepElement element =
        new BlockFold(walk, rule.tolerance())
            .fold(proposals.largestMove(), proposals.movedCount(), proposals.refusedCount(), work);
    return iterate(inputs, walk, element);
  }

  /**
   * Computes Jacobians that were not kept once more, where the update needs them: an exact segment
   * whose successor is exact passes its end on, whatever its Jacobian is. Null where nothing is
   * missing.
   */
  private SegmentWalk again(InputBlock inputs, BlockIterate old, long exactSegments) {
    if (old.isComplete()) {
      return null;
    }
    SegmentWalk walk = firstWalk(old.form(), old.starts());
    for (int segment = 0; segment < walk.requested.length; segment++) {
      walk.requested[segment] = old.firstSegment() + segment >= exactSegments;
    }
    kernel.evaluate(inputs, walk);
    new BlockFold(walk, rule.tolerance()).dropNonFinite();
    return walk;
  }

  private SegmentWalk firstWalk(JacobianForm form, double[] starts) {
    int segments = starts.length / size;
    boolean[] all = new boolean[segments];
    Arrays.fill(all, true);
    return new SegmentWalk(
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
  }

  private BlockIterate iterate(InputBlock inputs, SegmentWalk walk, SweepElement element) {
    return new BlockIterate(
        inputs.index(),
        layout.firstSegment(inputs.index()),
        walk.form,
        walk.starts,
        walk.ends,
        rule.keepJacobians() ? walk.jacobians : NOT_KEPT,
        walk.marks,
        element);
  }

  /** The element of a block in which nothing moved. */
  private static SweepElement still(SweepElement was, Proposals proposals, SweepWork work) {
    return new SweepElement(
        was.map(),
        was.pendingMove(),
        was.summary().still(proposals.largestMove(), proposals.refusedCount(), work));
  }
}

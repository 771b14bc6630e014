// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.MeetingMarks;
import dev.deerpark.kernel.SegmentWalk;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.Belief;
import dev.deerpark.scan.SegmentMap;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
   * Walks every segment of a block from a guess.
   *
   * @param guess where the segments start but for the first of the sequence
   * @param start {@code [D]}: the state before step 0, not modified
   */
  public BlockIterate begin(InputBlock inputs, SweepPlan plan, Guess guess, double[] start) {
    double[] starts = starts(inputs, guess, start);
    SegmentWalk walk = firstWalk(plan.form(), starts);
    kernel.evaluate(inputs, walk);
    return iterate(inputs, plan, walk, fold(inputs, plan, walk).fold(0, 0, 0, SweepWork.NONE));
  }

  /**
   * The start states that a guess comes to, {@code [S][D]}: rounded, and the known one in its
   * place.
   *
   * @param start {@code [D]}: the state before step 0, not modified
   */
  public double[] starts(InputBlock inputs, Guess guess, double[] start) {
    double[] starts = guess.starts(layout, inputs, start, kernel);
    for (int i = 0; i < starts.length; i++) {
      starts[i] = rule.precision().round(starts[i]);
    }
    if (inputs.index() == 0) {
      System.arraycopy(start, 0, starts, 0, size);
    }
    return starts;
  }

  /**
   * A block whose segments somebody else has walked, without Jacobians.
   *
   * @param starts {@code [S][D]}, as from {@link #starts}; shared
   * @param ends {@code [S][D]}: where these walks ended; shared
   */
  public BlockIterate walked(InputBlock inputs, double[] starts, double[] ends) {
    SweepPlan plan = SweepPlan.of(JacobianForm.ZERO, Damping.NONE);
    SegmentWalk walk = firstWalk(JacobianForm.ZERO, starts);
    System.arraycopy(ends, 0, walk.ends, 0, ends.length);
    // nobody has looked at the marks, so no later walk meets this one
    Arrays.fill(walk.marks, Double.NaN);
    SweepWork work = new SweepWork(inputs.steps(), 0);
    return iterate(inputs, plan, walk, fold(inputs, plan, walk).fold(0, 0, 0, work));
  }

  /**
   * Walks a block in order, each segment from where the one before ended: what the loop does.
   *
   * @param start {@code [D]}: the state before the block's first step, not modified
   */
  public BlockIterate walkFrom(InputBlock inputs, double[] start) {
    SweepPlan plan = SweepPlan.of(JacobianForm.ZERO, Damping.NONE);
    double[] starts = new double[layout.segmentsOf(inputs.index()) * size];
    SegmentWalk walk = firstWalk(JacobianForm.ZERO, starts);
    Arrays.fill(walk.requested, false);
    System.arraycopy(start, 0, starts, 0, size);
    for (int segment = 0; segment < walk.requested.length; segment++) {
      walk.requested[segment] = true;
      kernel.evaluate(inputs, walk);
      walk.requested[segment] = false;
      if (segment + 1 < walk.requested.length) {
        System.arraycopy(walk.ends, segment * size, starts, (segment + 1) * size, size);
      }
    }
    return iterate(inputs, plan, walk, fold(inputs, plan, walk).fold(0, 0, 0, SweepWork.NONE));
  }

  /**
   * Applies an update and walks the segments whose start moved.
   *
   * @param old the block as the last sweep left it, not modified
   * @param plan of this sweep
   * @param start the proposed state before the block
   * @param later the smoothed state after the block, where the update smooths
   */
  public BlockIterate advance(
      InputBlock inputs, BlockIterate old, SweepPlan plan, Belief start, Optional<double[]> later) {
    SegmentWalk again = again(inputs, old, plan);
    SweepWork work =
        again == null ? SweepWork.NONE : new SweepWork(again.steps, again.tangentSteps);
    BlockIterate complete = again == null ? old : old.withJacobians(again.jacobians);
    List<double[]> proposed =
        later.isPresent()
            ? BlockSmoother.along(complete, start, plan).means(later.get())
            : filtered(complete, start, plan);
    Proposals proposals = Proposals.take(rule, complete, proposed, plan);
    boolean sameForm = plan.form() == old.plan().form();
    boolean sameMaps = sameForm && plan.damping().equals(old.plan().damping());
    if (proposals.movedCount() == 0 && sameMaps && !plan.damping().filters()) {
      return old.withElement(still(old.element(), proposals, work));
    }
    SegmentWalk walk = nextWalk(complete, plan, proposals);
    kernel.evaluate(inputs, walk);
    SweepElement element =
        fold(inputs, plan, walk)
            .fold(proposals.largestMove(), proposals.movedCount(), proposals.refusedCount(), work);
    return iterate(inputs, plan, walk, element);
  }

  /** The filtered state before each segment, of the next exact one the predicted state. */
  private static List<double[]> filtered(BlockIterate old, Belief start, SweepPlan plan) {
    List<double[]> means = new ArrayList<>();
    Belief before = start;
    for (int segment = 0; segment < old.segments(); segment++) {
      SegmentMap map = old.segment(segment);
      boolean known = plan.becomesExact(old.firstSegment() + segment);
      Belief observed = known ? Belief.exact(before.mean()) : map.observe(before);
      means.add(observed.mean());
      if (segment + 1 < old.segments()) {
        before = map.push(observed);
      }
    }
    return means;
  }

  /** Segments that moved; and, where another form is asked for, all that are not exact. */
  private SegmentWalk nextWalk(BlockIterate old, SweepPlan plan, Proposals proposals) {
    boolean sameForm = plan.form() == old.plan().form();
    boolean[] requested = proposals.moved();
    if (!sameForm && plan.form().entries(size) > 0) {
      for (int segment = 0; segment < requested.length; segment++) {
        requested[segment] |= !plan.isExact(old.firstSegment() + segment);
      }
    }
    return new SegmentWalk(
        layout.segmentLength(),
        size,
        plan.form(),
        proposals.starts(),
        requested,
        old.ends().clone(),
        sameForm ? old.jacobians().clone() : new double[old.segments() * plan.form().entries(size)],
        old.marks().clone(),
        true,
        rule.meetingTolerance());
  }

  /**
   * Computes Jacobians that were not kept once more, where the update needs them: an exact segment
   * whose successor is exact passes its end on, whatever its Jacobian is. Null where nothing is
   * missing.
   */
  private SegmentWalk again(InputBlock inputs, BlockIterate old, SweepPlan plan) {
    if (old.isComplete()) {
      return null;
    }
    SegmentWalk walk = firstWalk(old.plan().form(), old.starts());
    for (int segment = 0; segment < walk.requested.length; segment++) {
      long number = old.firstSegment() + segment;
      walk.requested[segment] =
          old.plan().damping().filters()
              ? !old.plan().isExact(number)
              : number >= plan.exactSegments();
    }
    kernel.evaluate(inputs, walk);
    BlockFold.dropNonFinite(walk);
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

  private BlockFold fold(InputBlock inputs, SweepPlan plan, SegmentWalk walk) {
    long first = layout.firstSegment(inputs.index());
    SegmentMaps maps = new SegmentMaps(plan, first, size, walk.starts, walk.ends, walk.jacobians);
    return new BlockFold(walk, maps, inputs.steps(), rule.tolerance());
  }

  private BlockIterate iterate(
      InputBlock inputs, SweepPlan plan, SegmentWalk walk, SweepElement element) {
    return new BlockIterate(
        inputs.index(),
        layout.firstSegment(inputs.index()),
        plan,
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

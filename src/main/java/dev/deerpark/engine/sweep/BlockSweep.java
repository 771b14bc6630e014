// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.engine.summary.Growth;
import dev.deerpark.engine.summary.SweepWork;
import dev.deerpark.engine.summary.Update;
import dev.deerpark.kernel.HeldJacobians;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.linear.RowArithmetic;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.Belief;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.States;
import java.util.Arrays;
import java.util.Optional;

/**
 * One sweep over one block: takes the new start states, walks the segments that moved and folds
 * them to one element.
 */
public final class BlockSweep {
  private static final double[] NO_JACOBIANS = {};
  private static final SweepPlan WITHOUT_JACOBIANS = SweepPlan.of(JacobianForm.ZERO, Damping.NONE);

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

  private RowArithmetic rows() {
    return kernel.matrixProduct().rows();
  }

  /** Numbers in a state, D. */
  public int stateSize() {
    return size;
  }

  /**
   * Walks every segment of a block from a guess.
   *
   * @param guess of the segments' start states, except the first of the sequence
   * @param start {@code [D]}: the state before step 0, not modified
   */
  public BlockIterate begin(InputBlock inputs, SweepPlan plan, Guess guess, double[] start) {
    WalkRequest request =
        WalkRequest.all(layout.segmentLength(), plan.form(), starts(inputs, guess, start));
    return iterate(inputs, plan, Walk.first(kernel, inputs, plan, request), SweepWork.NONE);
  }

  /**
   * The start states of a guess: rounded, with the known start state in its place.
   *
   * @param start {@code [D]}: the state before step 0, not modified
   */
  public States starts(InputBlock inputs, Guess guess, double[] start) {
    States starts = guess.starts(layout, inputs, start, kernel);
    starts.round(rule.precision());
    if (inputs.index() == 0) {
      starts.set(0, start);
    }
    return starts;
  }

  /**
   * A block whose segments were already walked elsewhere, without Jacobians.
   *
   * @param starts as from {@link #starts}; shared
   * @param ends where these walks ended; shared
   */
  public BlockIterate walked(InputBlock inputs, States starts, States ends) {
    WalkRequest request = WalkRequest.all(layout.segmentLength(), JacobianForm.ZERO, starts);
    WalkResult result = WalkResult.roomFor(request);
    result.ends().set(0, ends, ends.count());
    // the marks are not known, so no later walk meets this one
    Arrays.fill(result.marks().array(), Double.NaN);
    SweepWork work = SweepWork.ofSteps(inputs.steps());
    return iterate(inputs, WITHOUT_JACOBIANS, walk(inputs, request, result), work);
  }

  /**
   * Walks a block in order, each segment from the end of the one before, as the loop does.
   *
   * @param start {@code [D]}: the state before the block's first step, not modified
   */
  public BlockIterate walkFrom(InputBlock inputs, double[] start) {
    States starts = States.zeros(layout.segmentsOf(inputs.index()), size);
    WalkRequest request =
        WalkRequest.range(layout.segmentLength(), JacobianForm.ZERO, starts, 0, 0);
    WalkResult result = WalkResult.roomFor(request);
    double[] state = start;
    for (int segment = 0; segment < starts.count(); segment++) {
      starts.set(segment, state);
      request.requested()[segment] = true;
      kernel.evaluate(inputs, request, result);
      request.requested()[segment] = false;
      state = result.ends().get(segment);
    }
    return iterate(inputs, WITHOUT_JACOBIANS, walk(inputs, request, result), SweepWork.NONE);
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
    if (plan.isExact(old.firstSegment() + old.segments())) {
      return exact(inputs, old, plan);
    }
    CompleteBlock complete = complete(inputs, old, plan);
    States proposed = complete.proposed(plan, start, later);
    Proposals proposals =
        Proposals.take(rule, complete.block(), complete.jacobians(), proposed, plan, rows());
    return walkMoved(inputs, complete, plan, proposals);
  }

  /**
   * The smoothing map of a block, from the state after it to the state before it. Jacobians that
   * are computed again for it, where those of the last sweep were lost, are not counted.
   *
   * @param old the block as the last sweep left it
   * @param plan of the sweep that takes the smoothed means
   * @param start the proposed state before the block
   */
  public AnchoredMap backward(InputBlock inputs, BlockIterate old, SweepPlan plan, Belief start) {
    return complete(inputs, old, plan).backward(plan, start);
  }

  /**
   * Moves a block to other start states and walks the segments whose start moved.
   *
   * @param old the block as the last sweep left it, not modified
   * @param plan of this sweep, whose walks compute no Jacobians
   * @param starts {@code [S][D]} of the block, not modified
   */
  public BlockIterate moveTo(InputBlock inputs, BlockIterate old, SweepPlan plan, States starts) {
    Proposals proposals = Proposals.given(rule, old, starts.copy(), rows());
    CompleteBlock asItIs = CompleteBlock.asItIs(kernel, old);
    return walkMoved(inputs, asItIs, plan, proposals);
  }

  /** Walks the segments of a block whose start moved. */
  private BlockIterate walkMoved(
      InputBlock inputs, CompleteBlock complete, SweepPlan plan, Proposals proposals) {
    BlockIterate old = complete.block();
    if (proposals.update().moved() == 0 && keepsElement(old, plan)) {
      double[] jacobians =
          complete.held().map(held -> held.keep(old.starts())).orElse(old.jacobians());
      return old.withJacobians(rule.keepJacobians() ? jacobians : NO_JACOBIANS)
          .withElement(old.element().still(proposals, complete.work()));
    }
    Walk walk = walkAgain(inputs, complete, proposals, plan);
    long refused = proposals.refusedCount() + walk.replaced();
    Update update = proposals.update().changing(outputChange(old, walk.request(), walk.result()));
    SweepElement element =
        fold(inputs, plan, walk).fold(update, refused, complete.work(), walk::growth);
    return iterate(inputs, plan, walk, element);
  }

  /** Walks the segments that moved, or all where the form of the Jacobians changes. */
  private Walk walkAgain(
      InputBlock inputs, CompleteBlock complete, Proposals proposals, SweepPlan plan) {
    BlockIterate known = complete.block();
    boolean sameForm = plan.form() == known.plan().form();
    WalkRequest request = nextWalk(plan, proposals, sameForm);
    boolean all = request.requestedCount() == known.segments();
    if (!sameForm) {
      complete.held().ifPresent(HeldJacobians::close);
    }
    Optional<HeldJacobians> earlier = sameForm ? complete.held() : Optional.empty();
    // where all are walked to their ends, nothing of the earlier walks stays
    WalkResult bare =
        all && !request.mayMeet() && inputs.restarts().isEmpty()
            ? WalkResult.withoutJacobians(request)
            : new WalkResult(known.ends().copy(), NO_JACOBIANS, known.marks().copy());
    if (all || earlier.isPresent()) {
      Optional<Walk> holding = Walk.holding(kernel, inputs, plan, request, bare, earlier);
      if (holding.isPresent()) {
        return holding.get();
      }
    }
    // the Jacobians of segments that are not walked are kept
    double[] jacobians =
        sameForm && !all
            ? known.jacobians().clone()
            : new double[known.segments() * plan.form().entries(size)];
    WalkResult result = new WalkResult(bare.ends(), jacobians, bare.marks());
    return Walk.onHeap(kernel, inputs, plan, request, result);
  }

  /**
   * The largest scaled change of outputs from the walks before to those that were requested, at the
   * meeting marks and ends; 0 where states are compared. NaN where the walks before had no marks.
   */
  private double outputChange(BlockIterate old, WalkRequest request, WalkResult result) {
    double largest = 0;
    if (rule.closeness().isOfOutputs()) {
      int marks = old.marks().count() / old.segments();
      for (int segment = 0; segment < old.segments(); segment++) {
        if (request.requested()[segment]) {
          largest = Math.max(largest, change(result.ends(), old.ends(), segment));
          for (int mark = segment * marks; mark < (segment + 1) * marks; mark++) {
            largest = Math.max(largest, change(result.marks(), old.marks(), mark));
          }
        }
      }
    }
    return largest;
  }

  private double change(States states, States before, int index) {
    return rule.closeness().distance(states, index, before, index);
  }

  /** Whether a sweep in which nothing in the block moved would make the same element again. */
  private static boolean keepsElement(BlockIterate old, SweepPlan plan) {
    return plan.form() == old.plan().form()
        && plan.damping().equals(old.plan().damping())
        && !plan.damping().filters();
  }

  /**
   * A block whose starts are all exact, as is the start after it. Nothing will move any more, so
   * its Jacobians are not needed again. Its growth stays what it was.
   */
  private BlockIterate exact(InputBlock inputs, BlockIterate old, SweepPlan plan) {
    CompleteBlock.held(kernel, old).ifPresent(HeldJacobians::close);
    if (keepsElement(old, plan)) {
      return old.withElement(old.element().still());
    }
    WalkRequest request =
        WalkRequest.range(layout.segmentLength(), plan.form(), old.starts(), 0, 0);
    WalkResult result = new WalkResult(old.ends(), NO_JACOBIANS, old.marks());
    Walk walk = walk(inputs, request, result);
    Growth growth =
        plan.form() == JacobianForm.DENSE ? old.element().summary().growth() : Growth.NONE;
    SweepElement element =
        fold(inputs, plan, walk).fold(Update.NONE, 0, SweepWork.NONE, () -> growth);
    return iterate(inputs, plan, walk, element);
  }

  /** Requests the segments that moved, or all where the form of the Jacobians changes. */
  private WalkRequest nextWalk(SweepPlan plan, Proposals proposals, boolean sameForm) {
    boolean[] requested = proposals.moved();
    if (!sameForm && plan.form().entries(size) > 0) {
      Arrays.fill(requested, true);
    }
    return new WalkRequest(
        layout.segmentLength(),
        plan.form(),
        proposals.starts(),
        requested,
        Optional.of(rule.meeting()));
  }

  private CompleteBlock complete(InputBlock inputs, BlockIterate old, SweepPlan plan) {
    return CompleteBlock.of(kernel, layout.segmentLength(), inputs, old, plan);
  }

  /** A walk without Jacobians that has been made. */
  private Walk walk(InputBlock inputs, WalkRequest request, WalkResult result) {
    return new Walk(kernel, inputs, request, result, Optional.empty(), 0);
  }

  private Restarting restarting(InputBlock inputs) {
    return Restarting.of(inputs, layout.segmentLength());
  }

  private BlockFold fold(InputBlock inputs, SweepPlan plan, Walk walk) {
    long first = layout.firstSegment(inputs.index());
    WalkResult result = walk.result();
    SegmentMaps maps =
        new SegmentMaps(
            plan,
            first,
            walk.request().starts(),
            result.ends(),
            result.jacobians(),
            restarting(inputs));
    return new BlockFold(walk, maps, rule.closeness());
  }

  /** The iterate of a block that was walked without an update. */
  private BlockIterate iterate(InputBlock inputs, SweepPlan plan, Walk walk, SweepWork work) {
    SweepElement element =
        fold(inputs, plan, walk).fold(Update.NONE, walk.replaced(), work, walk::growth);
    return iterate(inputs, plan, walk, element);
  }

  private BlockIterate iterate(InputBlock inputs, SweepPlan plan, Walk walk, SweepElement element) {
    WalkResult result = walk.result();
    States starts = walk.request().starts();
    double[] jacobians = walk.held().map(held -> held.keep(starts)).orElse(result.jacobians());
    return new BlockIterate(
        inputs.index(),
        layout.firstSegment(inputs.index()),
        plan,
        starts,
        result.ends(),
        rule.keepJacobians() ? jacobians : NO_JACOBIANS,
        result.marks(),
        restarting(inputs),
        element);
  }
}

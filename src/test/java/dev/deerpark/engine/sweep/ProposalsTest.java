// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.TestModels;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.linear.RowArithmetic;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.States;
import org.junit.jupiter.api.Test;

/** What becomes of proposed start states; segment 2 is the next exact one. */
class ProposalsTest {
  private static final long SEED = 3;
  private static final int EXACT = 2;
  private static final Layout LAYOUT = new Layout(0, 6, 1, 6, 1, 2);
  private static final SweepRule RULE = SweepRule.of(Precision.DOUBLE, 1e-12);
  private static final SweepPlan PLAN =
      new SweepPlan(JacobianForm.DENSE, Damping.NONE.within(5), EXACT, EXACT);

  private final BlockIterate block = block();

  private static BlockIterate block() {
    Kernel kernel =
        new ReferenceKernels(() -> TestModels.tanh(2, 1, 0.9, SEED), Precision.DOUBLE)
            .openForProbe();
    InputBlock inputs = TestSequences.normal(LAYOUT, 1, Precision.DOUBLE, SEED).get(0);
    SweepPlan plan = SweepPlan.of(JacobianForm.DENSE, Damping.NONE);
    return new BlockSweep(LAYOUT, RULE, kernel)
        .begin(inputs, plan, Guess.normal(SEED), new double[2]);
  }

  private Proposals take(int segment, double... proposal) {
    return take(PLAN, segment, proposal);
  }

  private Proposals take(SweepPlan plan, int segment, double... proposal) {
    States proposed = block.starts().copy();
    proposed.set(segment, proposal);
    return Proposals.take(RULE, block, block.maps()::times, proposed, plan, RowArithmetic.PLAIN);
  }

  @Test
  void anExactStartStaysWhateverIsProposed() {
    Proposals taken = take(EXACT - 1, 1, 2);
    assertThat(taken.moved()).containsOnly(false);
    assertThat(taken.starts().array()).isEqualTo(block.starts().array());
  }

  @Test
  void theNextExactStartTakesItsProposalAsItIs() {
    Proposals taken = take(EXACT, 70, Double.NaN);
    assertThat(taken.starts().get(EXACT)).containsExactly(70, Double.NaN);
    assertThat(taken.update().moved()).isEqualTo(1);
    double[] near = block.start(EXACT);
    near[0] = Math.nextUp(near[0]);
    assertThat(take(EXACT, near).moved()[EXACT]).isTrue();
  }

  @Test
  void aProposalThatIsNotFiniteIsRefused() {
    Proposals taken = take(4, Double.POSITIVE_INFINITY, 0);
    assertThat(taken.refusedCount()).isEqualTo(1);
    assertThat(taken.starts().get(4)).isEqualTo(block.start(4));
  }

  @Test
  void asPublishedItIsResetNumberByNumberAndThenKeptInTheBox() {
    Damping published = Damping.NONE.with(Reset.published(Precision.FLOAT));
    SweepPlan plan = new SweepPlan(JacobianForm.DENSE, published, EXACT, EXACT);
    Proposals taken = take(plan, 4, Double.NEGATIVE_INFINITY, Double.NaN);
    assertThat(taken.refusedCount()).isEqualTo(1);
    assertThat(taken.starts().get(4)).containsExactly(-Float.MAX_VALUE, 0);
    assertThat(take(plan, 4, 3, Double.NaN).starts().get(4)).containsExactly(3, 0);
    assertThat(take(plan, EXACT, 3, Double.NaN).starts().get(EXACT)).containsExactly(3, Double.NaN);
    SweepPlan boxed = new SweepPlan(JacobianForm.DENSE, published.within(5), EXACT, EXACT);
    assertThat(take(boxed, 4, Double.POSITIVE_INFINITY, 0).starts().get(4)).isEqualTo(block.end(3));
  }

  @Test
  void aProposalOutOfTheBoxTakesTheEndBeforeInstead() {
    Proposals taken = take(4, 5.1, 0);
    assertThat(taken.starts().get(4)).isEqualTo(block.end(3));
    assertThat(take(4, 4.9, 0).starts().get(4)).containsExactly(4.9, 0);
  }

  @Test
  void aMoveWithinRoundingIsMeasuredAndNotMade() {
    double[] near = block.start(4);
    near[0] = Math.nextUp(near[0]);
    Proposals taken = take(4, near);
    assertThat(taken.moved()).containsOnly(false);
    assertThat(taken.update().largest()).isPositive();
    assertThat(taken.starts().get(4)).isEqualTo(block.start(4));
  }
}

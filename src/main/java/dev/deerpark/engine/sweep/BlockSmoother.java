// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.linear.MatrixProduct;
import dev.deerpark.linear.RowArithmetic;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.Belief;
import dev.deerpark.scan.FilterFold.Kind;
import dev.deerpark.scan.MovingBelief;
import dev.deerpark.sequence.States;
import java.util.Arrays;

/**
 * The way back through a block (Rauch, Tung and Striebel): with the filtered mean {@code m_p}, its
 * prediction of the next start, and the gain {@code E_p}, the smoothed mean is
 *
 * <pre>  s_p = m_p + E_p (s_{p+1} - prediction)</pre>
 *
 * which is a map around an anchor again, from the state after a segment to the state before it. So
 * a scan from the end to the beginning composes these maps, as the forward scan composes the
 * segments' maps.
 */
final class BlockSmoother {
  private final AffineBlock backward;
  private final MatrixProduct products;

  private BlockSmoother(AffineBlock backward, MatrixProduct products) {
    this.backward = backward;
    this.products = products;
  }

  /**
   * Filters along a block.
   *
   * @param block with its Jacobians
   * @param start the state before it
   * @param plan of the sweep that takes the means
   * @param products of matrices
   */
  static BlockSmoother along(
      BlockIterate block, Belief start, SweepPlan plan, MatrixProduct products) {
    if (AffineBlock.canHold(block.maps())) {
      AffineBlock maps = AffineBlock.of(block.maps(), products.rows());
      return new BlockSmoother(backward(maps, start.mean(), products.rows()), products);
    }
    FilterBlock filters = FilterBlock.of(block.maps(), products);
    AffineBlock backward = backward(filters, start, block.becomesExact(plan));
    return new BlockSmoother(backward, products);
  }

  /** The way back where every state is known: states learn nothing from what follows. */
  private static AffineBlock backward(AffineBlock maps, double[] start, RowArithmetic rows) {
    States before = reversed(maps.along(start, rows));
    States after = reversed(maps.after(start, rows));
    boolean[] withoutGain = new boolean[before.count()];
    Arrays.fill(withoutGain, true);
    return AffineBlock.of(JacobianForm.ZERO, after, before, new double[0], withoutGain);
  }

  private static AffineBlock backward(FilterBlock filters, Belief start, int known) {
    int segments = filters.segments();
    int size = filters.size();
    int entries = filters.form().entries(size);
    States predicted = States.zeros(segments, size);
    States observed = States.zeros(segments, size);
    double[] gains = new double[segments * entries];
    boolean[] withoutGain = new boolean[segments];
    MovingBelief belief = filters.belief(start);
    for (int segment = 0; segment < segments; segment++) {
      int backwards = segments - 1 - segment;
      filters.observe(belief, segment, known);
      observed.set(backwards, belief.mean());
      filters.push(belief, segment);
      predicted.set(backwards, belief.mean());
      // a known state learns nothing from what follows
      withoutGain[backwards] = belief.wasExact() || filters.kind(segment) == Kind.CONSTANT;
      if (!withoutGain[backwards]) {
        if (filters.kind(segment) == Kind.AFFINE) {
          throw new IllegalStateException("an uncertain state before a segment without noise");
        }
        belief.gain(gains, backwards * entries);
      }
    }
    return AffineBlock.of(filters.form(), predicted, observed, gains, withoutGain);
  }

  /** The map of the whole block, from the state after it to the state before it. */
  AnchoredMap whole() {
    return (AnchoredMap) backward.fold(products).whole();
  }

  /** The smoothed state before each segment, for the one after the block. */
  States means(double[] later) {
    return reversed(backward.after(later, products.rows()));
  }

  private static States reversed(States states) {
    States reversed = States.zeros(states.count(), states.size());
    for (int index = 0; index < states.count(); index++) {
      int from = states.offset(states.count() - 1 - index);
      int to = states.offset(index);
      System.arraycopy(states.array(), from, reversed.array(), to, states.size());
    }
    return reversed;
  }
}

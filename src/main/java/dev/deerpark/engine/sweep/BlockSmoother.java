// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.Belief;
import dev.deerpark.scan.SegmentMap;
import dev.deerpark.sequence.States;
import java.util.ArrayList;
import java.util.List;

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
public final class BlockSmoother {
  private final List<AnchoredMap> maps;

  private BlockSmoother(List<AnchoredMap> maps) {
    this.maps = maps;
  }

  /**
   * Filters along a block.
   *
   * @param block with its Jacobians
   * @param start the state before it
   * @param plan of the sweep that takes the means
   */
  public static BlockSmoother along(BlockIterate block, Belief start, SweepPlan plan) {
    List<AnchoredMap> maps = new ArrayList<>();
    Belief before = start;
    for (int segment = 0; segment < block.segments(); segment++) {
      SegmentMap map = block.segment(segment);
      boolean known = plan.becomesExact(block.firstSegment() + segment);
      Belief observed = known ? Belief.exact(before.mean()) : map.observe(before);
      Belief pushed = map.push(observed);
      maps.add(new AnchoredMap(map.gain(observed, pushed), pushed.mean(), observed.mean()));
      before = pushed;
    }
    return new BlockSmoother(maps);
  }

  /** The map of the whole block, from the state after it to the state before it. */
  public AnchoredMap whole() {
    AnchoredMap whole = maps.get(maps.size() - 1);
    for (int segment = maps.size() - 2; segment >= 0; segment--) {
      whole = maps.get(segment).after(whole);
    }
    return whole;
  }

  /** The smoothed state before each segment, for the one after the block. */
  States means(double[] later) {
    States means = States.zeros(maps.size(), later.length);
    double[] after = later;
    for (int segment = maps.size() - 1; segment >= 0; segment--) {
      after = maps.get(segment).apply(after);
      means.set(segment, after);
    }
    return means;
  }
}

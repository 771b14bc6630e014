// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.engine.summary.Closeness;
import dev.deerpark.scan.Action;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.Belief;
import dev.deerpark.scan.ScanTree;
import dev.deerpark.scan.Semigroup;
import dev.deerpark.scan.TreeScan;
import dev.deerpark.sequence.Layout;

/** The scan of a sweep: blocks' elements go up the canonical tree, start states come down. */
public final class StateScan {
  private StateScan() {}

  /** The tree over a layout's blocks. */
  public static TreeScan<SweepElement> of(Layout layout, SweepRule rule) {
    return new TreeScan<>(new ScanTree(layout.blocks(), layout.fanIn()), combine(rule));
  }

  /** How elements combine. Serializable, since closures that capture it are sent to tasks. */
  public static Semigroup<SweepElement> combine(SweepRule rule) {
    Closeness closeness = rule.closeness();
    return (earlier, later) -> earlier.then(later, closeness);
  }

  /** The tree over a layout's blocks from the last to the first, for smoothing. */
  public static TreeScan<AnchoredMap> backward(Layout layout) {
    return new TreeScan<>(new ScanTree(layout.blocks(), layout.fanIn()), backwardCombine());
  }

  /** How smoothing maps combine: of two, the one of the later block comes first. */
  public static Semigroup<AnchoredMap> backwardCombine() {
    return (later, earlier) -> earlier.after(later);
  }

  /** How smoothing maps act on smoothed states. */
  public static Action<AnchoredMap, double[]> backwardAction() {
    return AnchoredMap::apply;
  }

  /** How elements act on states. */
  public static Action<SweepElement, Belief> action() {
    return SweepElement::apply;
  }
}

package dev.deerpark.engine;

import dev.deerpark.scan.Action;
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

  /** How elements combine. Serializable, as what captures it travels. */
  public static Semigroup<SweepElement> combine(SweepRule rule) {
    double tolerance = rule.tolerance();
    return (earlier, later) -> earlier.then(later, tolerance);
  }

  /** How elements act on states. */
  public static Action<SweepElement, double[]> action() {
    return SweepElement::apply;
  }
}

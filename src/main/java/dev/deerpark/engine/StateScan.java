package dev.deerpark.engine;

import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.ScanTree;
import dev.deerpark.scan.TreeRun;
import dev.deerpark.scan.TreeScan;
import dev.deerpark.sequence.Layout;
import java.util.Iterator;
import java.util.List;

/** The scan of a sweep: blocks' maps go up the canonical tree, start states come down. */
public final class StateScan {
  private final Layout layout;
  private final TreeScan<AnchoredMap> scan;

  public StateScan(Layout layout) {
    this.layout = layout;
    this.scan =
        new TreeScan<>(
            new ScanTree(layout.blocks(), layout.fanIn()),
            (earlier, later) -> later.after(earlier));
  }

  /** What a partition sends up for the maps of its blocks. */
  public TreeRun<AnchoredMap> up(int partition, Iterator<AnchoredMap> blocks) {
    return scan.merge(scan.leaves(layout.firstBlock(partition), blocks));
  }

  /**
   * The states before each node that the partitions sent.
   *
   * @param runs what each partition sent, in order
   * @param start the state before step 0
   */
  public List<List<double[]>> down(List<TreeRun<AnchoredMap>> runs, double[] start) {
    return scan.descend(runs, List.of(start), AnchoredMap::apply);
  }

  /** The states before each block of a partition, from the states before the nodes that it sent. */
  public List<double[]> starts(int partition, Iterator<AnchoredMap> blocks, List<double[]> nodes) {
    return scan
        .descend(scan.leaves(layout.firstBlock(partition), blocks), nodes, AnchoredMap::apply)
        .stream()
        .map(states -> states.get(0))
        .toList();
  }

  /** The largest scaled move that these states make at the nodes they belong to. */
  public static double largestMove(List<TreeRun<AnchoredMap>> runs, List<List<double[]>> states) {
    double largest = 0;
    for (int run = 0; run < runs.size(); run++) {
      List<AnchoredMap> elements = runs.get(run).elements();
      for (int node = 0; node < elements.size(); node++) {
        double[] anchor = elements.get(node).anchor();
        largest = Math.max(largest, SweepSummary.scaledDistance(anchor, states.get(run).get(node)));
      }
    }
    return largest;
  }
}

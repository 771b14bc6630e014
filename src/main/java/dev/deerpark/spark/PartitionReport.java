package dev.deerpark.spark;

import dev.deerpark.engine.BlockIterate;
import dev.deerpark.engine.StateScan;
import dev.deerpark.engine.SweepSummary;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.TreeRun;
import dev.deerpark.sequence.Layout;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.Function2;

/**
 * What a task returns from a sweep.
 *
 * @param summary of the partition's blocks; empty for an empty partition
 * @param nodes the nodes of the tree that the partition holds
 */
public record PartitionReport(Optional<SweepSummary> summary, TreeRun<AnchoredMap> nodes) {

  /** Folds the blocks of a partition. */
  record Fold(Layout layout, double tolerance)
      implements Function2<Integer, Iterator<BlockIterate>, Iterator<PartitionReport>> {

    @Override
    public Iterator<PartitionReport> call(Integer partition, Iterator<BlockIterate> blocks) {
      List<AnchoredMap> elements = new ArrayList<>();
      SweepSummary summary = null;
      while (blocks.hasNext()) {
        BlockIterate block = blocks.next();
        elements.add(block.element());
        summary = summary == null ? block.summary() : summary.then(block.summary(), tolerance);
      }
      TreeRun<AnchoredMap> nodes = new StateScan(layout).up(partition, elements.iterator());
      return List.of(new PartitionReport(Optional.ofNullable(summary), nodes)).iterator();
    }
  }
}

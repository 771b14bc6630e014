// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.model;

import dev.deerpark.scan.ScanTree;
import dev.deerpark.scan.TreeRun;
import dev.deerpark.sequence.Layout;

/** The number of elements that partitions send in a sweep. */
public final class Messages {
  private Messages() {}

  /** The most elements that a partition sends, by the tree of the scan itself. */
  public static long elements(Layout layout) {
    long most = 0;
    for (int partition = 0; partition < layout.partitions(); partition++) {
      most = Math.max(most, elements(layout, partition));
    }
    return most;
  }

  /** The elements that all partitions send. */
  public static long allElements(Layout layout) {
    long all = 0;
    for (int partition = 0; partition < layout.partitions(); partition++) {
      all += elements(layout, partition);
    }
    return all;
  }

  private static int elements(Layout layout, int partition) {
    ScanTree tree = new ScanTree(layout.blocks(), layout.fanIn());
    return TreeRun.nodes(tree, layout.firstBlock(partition), layout.firstBlock(partition + 1))
        .size();
  }
}

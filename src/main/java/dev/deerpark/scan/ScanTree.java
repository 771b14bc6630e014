// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import dev.deerpark.base.Division;
import java.io.Serializable;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The shape of the combine tree: pure arithmetic, no data. A node of level {@code l} covers {@code
 * fanIn^l} leaves, aligned, cut off at the last leaf. The shape depends on the two parameters
 * alone.
 *
 * @param leaves number of leaves, at least 0
 * @param fanIn children of a node, at least 2
 */
public record ScanTree(long leaves, int fanIn) implements Serializable {

  /** A node, by its level (0 for a leaf) and its number within the level. */
  public record Node(int level, long index) {}

  public ScanTree {
    if (leaves < 0 || fanIn < 2) {
      throw new IllegalArgumentException("a tree of " + leaves + " leaves with fan-in " + fanIn);
    }
  }

  /** The node over all leaves. */
  public Node root() {
    int level = 0;
    for (long width = 1; width < leaves; width = width(++level)) {
      // climbs to the first level that covers all leaves
    }
    return new Node(level, 0);
  }

  /** The first leaf under a node. */
  public long first(Node node) {
    return node.index() * width(node.level());
  }

  /** One past the last leaf under a node. */
  public long end(Node node) {
    return Math.min(leaves, Math.addExact(first(node), width(node.level())));
  }

  /**
   * The children of a node above the leaves, in time order. The last node of a level may have
   * fewer, and its last child may be narrower.
   */
  public List<Node> children(Node node) {
    int level = node.level() - 1;
    long first = node.index() * fanIn;
    long end = Math.min(first + fanIn, Division.ceil(leaves, width(level)));
    return LongStream.range(first, end).mapToObj(index -> new Node(level, index)).toList();
  }

  /**
   * The widest node that starts at leaf {@code from} and ends no later than {@code to}.
   *
   * @param from at least 0, below {@code to}
   * @param to at most {@link #leaves}
   */
  public Node widest(long from, long to) {
    int top = root().level();
    int level = 0;
    while (level < top
        && from % width(level + 1) == 0
        && Math.min(leaves, from + width(level + 1)) <= to) {
      level++;
    }
    return new Node(level, from / width(level));
  }

  private long width(int level) {
    long width = 1;
    for (int i = 0; i < level && width < leaves; i++) {
      width = Math.multiplyExact(width, (long) fanIn);
    }
    return width;
  }
}

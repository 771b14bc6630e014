// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.scan.ScanTree.Node;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The elements of a run of consecutive leaves, folded to the widest nodes of the tree that lie
 * inside the run. A run of n leaves needs at most {@code 2 (fanIn - 1) log_fanIn(n) + 1} of them,
 * however long it is. Runs are what is sent between tasks and the driver.
 *
 * @param from the first leaf
 * @param to one past the last leaf; an empty run has {@code from == to}
 * @param elements of {@link #nodes}, in time order; never modified
 */
@DefaultSerializer(RecordSerializer.class)
public record TreeRun<E>(long from, long to, ArrayList<E> elements) implements Serializable {

  TreeRun(long from, long to, List<E> elements) {
    this(from, to, new ArrayList<>(elements));
  }

  /** The run of one leaf. */
  public static <E> TreeRun<E> leaf(long leaf, E element) {
    return new TreeRun<>(leaf, leaf + 1, List.of(element));
  }

  /** The empty run: what an empty partition holds. */
  public static <E> TreeRun<E> empty() {
    return new TreeRun<>(0, 0, List.of());
  }

  public boolean isEmpty() {
    return from == to;
  }

  /** The nodes that a run from leaf {@code from} up to {@code to} holds, in time order. */
  public static List<Node> nodes(ScanTree tree, long from, long to) {
    List<Node> nodes = new ArrayList<>();
    for (long at = from; at < to; at = tree.end(nodes.get(nodes.size() - 1))) {
      nodes.add(tree.widest(at, to));
    }
    return nodes;
  }
}

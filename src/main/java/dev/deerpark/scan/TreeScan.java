// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import dev.deerpark.scan.ScanTree.Node;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The arithmetic of both passes over one tree: up with elements, down with states. An element of a
 * node is the left fold of its children's elements; the state before a child is its parent's state
 * after the children before it. Every holder of a run, executor or driver, uses these two rules and
 * nothing else.
 *
 * @param tree the shape
 * @param combine of elements
 */
public record TreeScan<E>(ScanTree tree, Semigroup<E> combine) implements Serializable {

  /** Consecutive leaves from leaf {@code from} on, each a run of its own. */
  public List<TreeRun<E>> leaves(long from, Iterator<E> leaves) {
    List<TreeRun<E>> runs = new ArrayList<>();
    for (long at = from; leaves.hasNext(); at++) {
      runs.add(TreeRun.leaf(at, leaves.next()));
    }
    return runs;
  }

  /**
   * The way up: merges adjacent runs into one.
   *
   * @param runs adjacent and in time order; empty runs are passed over
   * @throws IllegalArgumentException if a run does not begin where the one before ended
   */
  public TreeRun<E> merge(List<TreeRun<E>> runs) {
    List<TreeRun<E>> filled = filled(runs);
    if (filled.isEmpty()) {
      return TreeRun.empty();
    }
    Map<Node, E> held = hold(filled);
    long from = filled.get(0).from();
    long to = filled.get(filled.size() - 1).to();
    List<E> elements = new ArrayList<>();
    for (Node node : TreeRun.nodes(tree, from, to)) {
      elements.add(element(node, held));
    }
    return new TreeRun<>(from, to, elements);
  }

  /**
   * The way down: the states before every node of every run.
   *
   * @param runs adjacent and in time order; empty runs are passed over
   * @param before the state before each node of the run that {@link #merge} makes of them
   * @return for each run, the state before each of its nodes
   */
  public <S> List<List<S>> descend(List<TreeRun<E>> runs, List<S> before, Action<E, S> action) {
    List<TreeRun<E>> filled = filled(runs);
    Map<Node, S> states = new HashMap<>();
    if (!filled.isEmpty()) {
      Map<Node, E> held = hold(filled);
      Set<Node> goals = Set.copyOf(held.keySet());
      long to = filled.get(filled.size() - 1).to();
      List<Node> nodes = TreeRun.nodes(tree, filled.get(0).from(), to);
      for (int i = 0; i < nodes.size(); i++) {
        descend(nodes.get(i), before.get(i), action, held, goals, states);
      }
    }
    return runs.stream()
        .map(run -> TreeRun.nodes(tree, run.from(), run.to()).stream().map(states::get).toList())
        .toList();
  }

  /** The way down where the runs are single leaves: one state per leaf. */
  public <S> List<S> leafStates(List<TreeRun<E>> leaves, List<S> before, Action<E, S> action) {
    return descend(leaves, before, action).stream().map(states -> states.get(0)).toList();
  }

  private <S> void descend(
      Node node,
      S state,
      Action<E, S> action,
      Map<Node, E> held,
      Set<Node> goals,
      Map<Node, S> states) {
    if (goals.contains(node)) {
      states.put(node, state);
      return;
    }
    S at = state;
    for (Iterator<Node> children = tree.children(node).iterator(); children.hasNext(); ) {
      Node child = children.next();
      descend(child, at, action, held, goals, states);
      if (children.hasNext()) {
        at = action.apply(element(child, held), at);
      }
    }
  }

  /** The element of a node: known, or folded from its children and then known. */
  private E element(Node node, Map<Node, E> held) {
    E known = held.get(node);
    if (known == null) {
      List<Node> children = tree.children(node);
      known = element(children.get(0), held);
      for (Node child : children.subList(1, children.size())) {
        known = combine.combine(known, element(child, held));
      }
      held.put(node, known);
    }
    return known;
  }

  private Map<Node, E> hold(List<TreeRun<E>> runs) {
    Map<Node, E> held = new HashMap<>();
    long next = runs.get(0).from();
    for (TreeRun<E> run : runs) {
      if (run.from() != next) {
        throw new IllegalArgumentException(
            "a run from leaf " + run.from() + " where leaf " + next + " is next");
      }
      List<Node> nodes = TreeRun.nodes(tree, run.from(), run.to());
      for (int i = 0; i < nodes.size(); i++) {
        held.put(nodes.get(i), run.elements().get(i));
      }
      next = run.to();
    }
    return held;
  }

  private static <E> List<TreeRun<E>> filled(List<TreeRun<E>> runs) {
    return runs.stream().filter(run -> !run.isEmpty()).toList();
  }
}

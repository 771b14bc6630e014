// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network;

import dev.deerpark.recurrence.Recurrence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A graph of recurrences, with functions of one step between them. Nodes are in an order in which
 * each reads the input and nodes before it alone.
 *
 * @param inputSize numbers in an input, at least 1
 * @param nodes the recurrences
 * @param output the output of every step
 */
public record Network(int inputSize, List<Node> nodes, Feed output) {

  /**
   * @throws IllegalArgumentException if parts do not fit together
   */
  public Network {
    nodes = List.copyOf(nodes);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      require(names.add(node.name()), "two nodes " + node.name());
      requireFeed(node.feed(), i, inputSize, nodes);
      Recurrence recurrence = node.spec().build();
      require(
          recurrence.stateSize() == node.stateSize()
              && recurrence.inputSize() == node.feed().program().outputSize(),
          node.name() + " does not fit its feed and its initial state");
    }
    requireFeed(output, nodes.size(), inputSize, nodes);
  }

  private static void requireFeed(Feed feed, int before, int inputSize, List<Node> nodes) {
    int width = 0;
    for (int source : feed.sources()) {
      require(source >= Feed.INPUT && source < before, "a feed from " + source);
      width += source == Feed.INPUT ? inputSize : nodes.get(source).stateSize();
    }
    require(width == feed.program().inputSize(), "a feed of " + width + " numbers");
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException("a network with " + what);
    }
  }

  /** Numbers in an output. */
  public int outputSize() {
    return output.program().outputSize();
  }

  /**
   * Whether it is one recurrence that walks forwards, between a function of its input and one of
   * its state.
   */
  public boolean isOneRecurrence() {
    return nodes.size() == 1
        && !nodes.get(0).reversed()
        && nodes.get(0).feed().readsOnly(Feed.INPUT)
        && output.readsOnly(0);
  }

  /**
   * The results of a network over a sequence.
   *
   * @param states of every node, {@code [nodes][T][D]}
   * @param outputs {@code [T][M]}
   */
  public record Evaluation(List<double[][]> states, double[][] outputs) {}

  /**
   * Walks all nodes, one after the other, in double: the definition of a network, with which all
   * faster evaluations are compared.
   *
   * @param inputs {@code [T][I]}, not modified
   */
  public Evaluation evaluate(double[][] inputs) {
    List<double[][]> states = new ArrayList<>();
    for (Node node : nodes) {
      states.add(walk(node, rows(node.feed(), inputs, states)));
    }
    return new Evaluation(states, rows(output, inputs, states));
  }

  /** The rows that a feed gives, {@code [T][]}. */
  private static double[][] rows(Feed feed, double[][] inputs, List<double[][]> states) {
    double[][] rows = new double[inputs.length][];
    for (int t = 0; t < rows.length; t++) {
      double[] row = new double[feed.program().inputSize()];
      int at = 0;
      for (int source : feed.sources()) {
        double[] part = source == Feed.INPUT ? inputs[t] : states.get(source)[t];
        System.arraycopy(part, 0, row, at, part.length);
        at += part.length;
      }
      rows[t] = feed.program().apply(row);
    }
    return rows;
  }

  private static double[][] walk(Node node, double[][] inputs) {
    Recurrence recurrence = node.spec().build();
    double[][] states = new double[inputs.length][node.stateSize()];
    double[] state = node.initialState();
    for (int i = 0; i < inputs.length; i++) {
      int t = node.reversed() ? inputs.length - 1 - i : i;
      recurrence.step(state, inputs[t], states[t]);
      state = states[t];
    }
    return states;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d inputs, %d recurrent nodes, %d outputs",
        inputSize,
        nodes.size(),
        outputSize());
  }
}

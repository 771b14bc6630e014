// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.network.onnx.proto.Onnx.GraphProto;
import dev.deerpark.network.onnx.proto.Onnx.NodeProto;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which part of a graph is evaluated.
 *
 * @param from the tensor that takes the place of the input; empty: the graph's input
 * @param to the tensor that takes the place of the output; empty: the graph's first output
 */
public record Cut(Optional<String> from, Optional<String> to) {
  /** The whole graph. */
  public static final Cut NONE = new Cut(Optional.empty(), Optional.empty());

  /**
   * @throws BadInputException where the graph has no such tensors
   */
  void requireTensors(GraphProto graph, Refusals refusals) {
    from.ifPresent(name -> require("--onnx-from", name, graph, refusals));
    to.ifPresent(name -> require("--onnx-to", name, graph, refusals));
  }

  private static void require(String option, String name, GraphProto graph, Refusals refusals) {
    Set<String> tensors = new TreeSet<>();
    graph.getInitializerList().forEach(stored -> tensors.add(stored.getName()));
    graph.getInputList().forEach(input -> tensors.add(input.getName()));
    for (NodeProto node : graph.getNodeList()) {
      tensors.addAll(node.getInputList());
      tensors.addAll(node.getOutputList());
    }
    if (!tensors.contains(name)) {
      String near =
          Names.nearest(name, tensors)
              .map(other -> "the nearest name is '" + Refusals.cut(other) + "'")
              .orElse("name one that a node reads or gives");
      throw refusals.of(option + ": the graph has no tensor '" + Refusals.cut(name) + "'; " + near);
    }
  }
}

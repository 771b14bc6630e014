// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import dev.deerpark.base.BadInputException;
import dev.deerpark.network.Feed;
import dev.deerpark.network.Network;
import dev.deerpark.network.Node;
import dev.deerpark.network.Rows;
import dev.deerpark.network.onnx.proto.Onnx.GraphProto;
import dev.deerpark.network.onnx.proto.Onnx.NodeProto;
import dev.deerpark.network.onnx.proto.Onnx.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a network of a graph: goes through its nodes in order, and determines for every tensor
 * whether it is constant or has a row for each step. Only the nodes that lead to the output are
 * read.
 */
final class GraphReader {
  private final GraphProto graph;
  private final int opset;
  private final Cut cut;
  private final TensorReader tensors;
  private final Refusals refusals;
  private final Map<String, TensorProto> stored = new HashMap<>();
  private final List<String> assumptions = new ArrayList<>();

  GraphReader(GraphProto graph, int opset, Cut cut, TensorReader tensors, Refusals refusals) {
    this.graph = graph;
    this.opset = opset;
    this.cut = cut;
    this.tensors = tensors;
    this.refusals = refusals;
    graph.getInitializerList().forEach(tensor -> stored.put(tensor.getName(), tensor));
  }

  /** What the file leaves open and how it is interpreted, one sentence each. */
  List<String> assumptions() {
    return assumptions;
  }

  /**
   * @throws BadInputException for what is not supported, by the name of the node
   */
  Network read() {
    String output = output();
    List<NodeProto> nodes = leadingTo(output);
    refuseUnknown(nodes);
    Map<String, Value> states = new HashMap<>();
    String input = input(output, nodes, states);
    BadInputException first = null;
    for (GraphInputs.Shape shape : inputs().shapes(input)) {
      try {
        Network network = new Reading(shape, input, states).read(nodes, output);
        assumptions.add(
            "The tensor "
                + Refusals.cut(input)
                + " is the input, read as "
                + Shapes.text(shape.dimensions())
                + "; "
                + Refusals.cut(output)
                + " is the output.");
        return network;
      } catch (BadInputException refusal) {
        first = first == null ? refusal : first;
      }
    }
    throw first;
  }

  private GraphInputs inputs() {
    return new GraphInputs(graph, refusals);
  }

  private String output() {
    if (cut.to().isPresent()) {
      return cut.to().get();
    }
    if (graph.getOutputCount() == 0) {
      throw refusals.of("the graph has no output; name a tensor with --onnx-to");
    }
    return graph.getOutput(0).getName();
  }

  /** The nodes that a tensor depends on, in the order of the graph. */
  private List<NodeProto> leadingTo(String output) {
    Set<String> needed = new HashSet<>();
    needed.add(output);
    List<NodeProto> nodes = new ArrayList<>();
    for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
      NodeProto node = graph.getNode(i);
      boolean leads =
          node.getOutputList().stream()
              .anyMatch(name -> needed.contains(name) && !cut.from().equals(Optional.of(name)));
      if (leads) {
        nodes.add(0, node);
        needed.addAll(node.getInputList());
      }
    }
    return nodes;
  }

  private void refuseUnknown(List<NodeProto> nodes) {
    for (NodeProto node : nodes) {
      if (Operators.CONTROL.contains(node.getOpType())) {
        throw unknown(
            node, "is a graph that runs by a condition or in a loop, which is not supported.");
      }
    }
    for (NodeProto node : nodes) {
      boolean standard = node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
      if (!standard || !Operators.isKnown(node.getOpType())) {
        throw unknown(
            node,
            standard
                ? "is not supported."
                : "is of the domain " + Refusals.cut(node.getDomain()) + ", not supported.");
      }
    }
  }

  private BadInputException unknown(NodeProto node, String sentence) {
    String before = node.getInputCount() == 0 ? "TENSOR" : node.getInput(0);
    return refusals.of(
        "the node '"
            + Refusals.cut(Operator.nameOf(node))
            + "' ("
            + Refusals.cut(node.getOpType())
            + ") "
            + sentence
            + Operator.advice(node, before));
  }

  /**
   * The tensor that the table's columns are.
   *
   * @param states gets the other inputs, which are initial states
   */
  private String input(String output, List<NodeProto> nodes, Map<String, Value> states) {
    if (cut.from().isPresent()) {
      return cut.from().get();
    }
    Set<String> read = new HashSet<>();
    nodes.forEach(node -> read.addAll(node.getInputList()));
    read.add(output);
    List<String> inputs = new ArrayList<>();
    for (String name : GraphInputs.given(graph, stored.keySet())) {
      if (read.contains(name) && inputs().isInitialState(name, nodes)) {
        states.put(name, inputs().zeros(name));
        assumptions.add(
            "The input " + Refusals.cut(name) + " is an initial state, taken as zeros.");
      } else if (read.contains(name)) {
        inputs.add(name);
      }
    }
    if (inputs.size() != 1) {
      throw refusals.of(
          inputs.isEmpty()
              ? "the output depends on no input of the graph; name tensors with --onnx-from and"
                  + " --onnx-to"
              : "the output depends on "
                  + inputs.size()
                  + " inputs, "
                  + Refusals.cut(String.join(", ", inputs))
                  + "; one is supported. Name a tensor behind them with --onnx-from");
    }
    return inputs.get(0);
  }

  /** One way to read the graph, by a shape of its input. */
  private final class Reading {
    private final Map<String, Value> values = new HashMap<>();
    private final GraphInputs.Shape shape;
    private final Rows rows = new Rows();
    private final List<Node> network = new ArrayList<>();
    private final int inputSize;

    Reading(GraphInputs.Shape shape, String input, Map<String, Value> states) {
      this.shape = shape;
      int time = Shapes.timeAxis(shape.dimensions());
      try {
        this.inputSize = Shapes.size(Shapes.without(shape.dimensions(), time));
      } catch (ArithmeticException tooLarge) {
        throw refusals.ofTensor(input, "cannot be read: " + tooLarge.getMessage());
      }
      values.putAll(states);
      values.put(input, Signal.of(shape.dimensions(), rows.source(Feed.INPUT, inputSize)));
    }

    Network read(List<NodeProto> nodes, String output) {
      nodes.forEach(this::evaluate);
      if (!(value(output) instanceof Signal signal)) {
        throw refusals.ofTensor(
            output,
            "is "
                + Refusals.cut(value(output).shown())
                + ", not one row for each step; name another with --onnx-to");
      }
      if (network.isEmpty()) {
        throw refusals.of(
            "no recurrent node (GRU, LSTM, RNN) leads from the input to "
                + Refusals.cut(output)
                + "; name another tensor with --onnx-to");
      }
      return network(rows.feed(signal.row()), output);
    }

    private Network network(Feed feed, String output) {
      try {
        return new Network(inputSize, network, feed);
      } catch (IllegalArgumentException misfit) {
        throw refusals.ofTensor(output, "cannot be evaluated: " + misfit.getMessage());
      }
    }

    private void evaluate(NodeProto node) {
      List<Optional<Value>> inputs = new ArrayList<>();
      for (String name : node.getInputList()) {
        inputs.add(name.isEmpty() ? Optional.empty() : Optional.of(value(name)));
      }
      Operator operator =
          new Operator(node, opset, shape.fixedSteps(), inputs, rows, tensors, refusals);
      List<Value> results;
      try {
        results =
            Operators.RECURRENT.contains(node.getOpType())
                ? recurrent(operator)
                : Operators.apply(operator);
      } catch (ArithmeticException | IllegalArgumentException misfit) {
        throw operator.refused("cannot be evaluated: " + misfit.getMessage());
      }
      for (int i = 0; i < node.getOutputCount() && i < results.size(); i++) {
        // A tensor that the cut gives stays as it is.
        values.putIfAbsent(node.getOutput(i), results.get(i));
      }
    }

    private List<Value> recurrent(Operator operator) {
      RecurrentOperator recurrent = new RecurrentOperator(operator);
      List<Integer> states = new ArrayList<>();
      for (Node node : recurrent.nodes(freeName(operator.name(), operator.type()))) {
        network.add(node);
        states.add(rows.source(network.size() - 1, node.stateSize()));
      }
      return recurrent.outputs(states);
    }

    /** A name for columns and reports, which no other node has. */
    private String freeName(String name, String type) {
      String plain = name.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "");
      plain = Refusals.cut(plain.isEmpty() ? type.toLowerCase(java.util.Locale.ROOT) : plain);
      String free = plain;
      for (int i = 2; isTaken(free); i++) {
        free = plain + "_" + i;
      }
      return free;
    }

    private boolean isTaken(String name) {
      return network.stream()
          .map(Node::name)
          .anyMatch(
              other ->
                  other.equals(name) || other.equals(name + "_fwd") || other.equals(name + "_rev"));
    }

    private Value value(String name) {
      Value known = values.get(name);
      if (known == null && stored.containsKey(name)) {
        known = tensors.read(stored.get(name), name);
        values.put(name, known);
      }
      if (known == null) {
        throw refusals.ofTensor(name, "is read before anything gives it: the file is damaged");
      }
      return known;
    }
  }
}

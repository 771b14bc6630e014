// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import dev.deerpark.base.BadInputException;
import dev.deerpark.network.Rows;
import dev.deerpark.network.onnx.proto.Onnx.AttributeProto;
import dev.deerpark.network.onnx.proto.Onnx.NodeProto;
import dev.deerpark.network.pointwise.Operation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/** A node of a graph with what its inputs are, asked by the code that knows its type. */
final class Operator {
  private final NodeProto node;
  private final int opset;
  private final int fixedSteps;
  private final List<Optional<Value>> inputs;
  private final Rows rows;
  private final TensorReader tensors;
  private final Refusals refusals;
  private final Map<String, AttributeProto> attributes = new HashMap<>();

  /**
   * @param opset the version of the operators
   * @param fixedSteps the number of steps where the graph states one, else 0
   * @param inputs in their order; empty where one is left out
   */
  Operator(
      NodeProto node,
      int opset,
      int fixedSteps,
      List<Optional<Value>> inputs,
      Rows rows,
      TensorReader tensors,
      Refusals refusals) {
    this.node = node;
    this.opset = opset;
    this.fixedSteps = fixedSteps;
    this.inputs = inputs;
    this.rows = rows;
    this.tensors = tensors;
    this.refusals = refusals;
    node.getAttributeList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
  }

  /** The name of a node, or of its first output where it has none. */
  static String nameOf(NodeProto node) {
    return !node.getName().isEmpty() || node.getOutputCount() == 0
        ? node.getName()
        : node.getOutput(0);
  }

  String name() {
    return nameOf(node);
  }

  String type() {
    return node.getOpType();
  }

  int opset() {
    return opset;
  }

  int fixedSteps() {
    return fixedSteps;
  }

  /** The name of an output; empty where it is not wanted. */
  String output(int i) {
    return i < node.getOutputCount() ? node.getOutput(i) : "";
  }

  int outputs() {
    return node.getOutputCount();
  }

  int inputs() {
    return inputs.size();
  }

  Rows rows() {
    return rows;
  }

  /**
   * @throws BadInputException for an attribute that is none of these: it may say how to evaluate
   */
  void allowAttributes(String... names) {
    for (String attribute : attributes.keySet()) {
      if (!Set.of(names).contains(attribute)) {
        throw refused(
            "has the attribute '" + Refusals.cut(attribute) + "', which is not supported");
      }
    }
  }

  boolean has(int input) {
    return input < inputs.size() && inputs.get(input).isPresent();
  }

  Value input(int i) {
    if (!has(i)) {
      throw refused("lacks its input " + i);
    }
    return inputs.get(i).get();
  }

  /** An input that must be known before anything runs. */
  Constant constant(int i) {
    if (input(i) instanceof Constant constant) {
      return constant;
    }
    throw refused(
        "computes its input '" + Refusals.cut(node.getInput(i)) + "', which has to be constant");
  }

  /** An input that must have a row for each step. */
  Signal signal(int i) {
    if (input(i) instanceof Signal signal) {
      return signal;
    }
    requireNotLast(input(i));
    throw refused(
        "has a constant input '" + Refusals.cut(node.getInput(i)) + "', which is not supported");
  }

  private void requireNotLast(Value value) {
    if (value instanceof LastState last) {
      throw refusals.of(
          "the node '"
              + Refusals.cut(name())
              + "' ("
              + Refusals.cut(type())
              + ") reads "
              + Refusals.cut(last.shown())
              + ", which is known after the last step only. Give the head every state when"
              + " exporting, or evaluate the states of all steps: --onnx-to "
              + Refusals.cut(last.states()));
    }
  }

  /**
   * The shape of a value.
   *
   * @throws BadInputException for what is known after the last step only
   */
  int[] shape(Value value) {
    requireNotLast(value);
    return value instanceof Signal signal ? signal.shape() : ((Constant) value).shape();
  }

  /** The shape of a value, which must not be computed from the number of steps. */
  int[] numbersShape(Value value) {
    if (value instanceof Constant constant && constant.hasSteps()) {
      throw refused("computes with the length of the series");
    }
    return shape(value);
  }

  /**
   * What an operation makes of a value: of a constant at once.
   *
   * @param shape of the result
   * @param operation for the number of the value that it reads
   */
  Value apply(Value given, int[] shape, IntFunction<Operation> operation) {
    numbersShape(given);
    if (given instanceof Signal signal) {
      return signal.with(shape, rows.add(operation.apply(signal.row())));
    }
    Constant constant = (Constant) given;
    Operation computed = operation.apply(0);
    double[] values = new double[computed.size(constant.values().length)];
    computed.apply(new double[][] {constant.values()}, values);
    return new Constant(shape, values, constant.integer());
  }

  Optional<AttributeProto> attribute(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  long integer(String name, long otherwise) {
    return attribute(name).map(AttributeProto::getI).orElse(otherwise);
  }

  double number(String name, double otherwise) {
    return attribute(name).map(value -> (double) value.getF()).orElse(otherwise);
  }

  List<Long> integers(String name) {
    return attribute(name).map(AttributeProto::getIntsList).orElse(List.of());
  }

  String text(String name, String otherwise) {
    return attribute(name).map(value -> value.getS().toStringUtf8()).orElse(otherwise);
  }

  List<String> texts(String name) {
    return attribute(name)
        .map(value -> value.getStringsList().stream().map(text -> text.toStringUtf8()).toList())
        .orElse(List.of());
  }

  /** A tensor among the attributes. */
  Optional<Constant> tensor(String name) {
    return attribute(name)
        .filter(AttributeProto::hasT)
        .map(value -> tensors.read(value.getT(), name()));
  }

  /** Integers that are an input in newer versions and an attribute in older ones. */
  Optional<long[]> integers(int input, String name) {
    if (has(input)) {
      Constant given = constant(input);
      if (given.hasSteps()) {
        throw refused("needs the length of the series where a plain number is expected");
      }
      return Optional.of(Arrays.stream(given.values()).mapToLong(value -> (long) value).toArray());
    }
    return attribute(name)
        .map(list -> list.getIntsList().stream().mapToLong(value -> value).toArray());
  }

  /**
   * An axis counted from the front.
   *
   * @throws BadInputException for one that is not there
   */
  int axis(long given, int rank) {
    int axis = Shapes.axis(given, rank);
    if (axis < 0) {
      throw refused("names the axis " + given + " of " + rank);
    }
    return axis;
  }

  /** A refusal, with where the graph can be cut. */
  BadInputException refused(String sentence) {
    return refusals.of(
        "the node '"
            + Refusals.cut(name())
            + "' ("
            + Refusals.cut(type())
            + ") "
            + sentence
            + "."
            + advice(node, before()));
  }

  /** Whether a value is a list of nothing but the number of steps. */
  boolean isAllSteps(Value value) {
    return value instanceof Constant lengths
        && lengths.integer()
        && Arrays.stream(lengths.values())
            .allMatch(length -> Double.isNaN(length) || fixedSteps > 0 && length == fixedSteps);
  }

  /** The refusal of what takes numbers from one step to another. */
  BadInputException mixesTimes() {
    return refused("mixes the steps of the series, which only recurrent nodes may");
  }

  private String before() {
    for (int i = 0; i < node.getInputCount(); i++) {
      if (has(i) && input(i) instanceof Signal) {
        return node.getInput(i);
      }
    }
    return "TENSOR";
  }

  /** Advice on evaluating the graph without a node. */
  static String advice(NodeProto node, String before) {
    String behind = node.getOutputCount() == 0 ? "TENSOR" : node.getOutput(0);
    return " Cut the graph: --onnx-to "
        + Refusals.cut(before)
        + " evaluates what comes before it, --onnx-from "
        + Refusals.cut(behind)
        + " what comes after";
  }
}

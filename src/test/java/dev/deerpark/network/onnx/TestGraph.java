// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import com.google.protobuf.ByteString;
import dev.deerpark.base.BadInputException;
import dev.deerpark.network.Network;
import dev.deerpark.network.onnx.proto.Onnx.AttributeProto;
import dev.deerpark.network.onnx.proto.Onnx.GraphProto;
import dev.deerpark.network.onnx.proto.Onnx.ModelProto;
import dev.deerpark.network.onnx.proto.Onnx.NodeProto;
import dev.deerpark.network.onnx.proto.Onnx.OperatorSetIdProto;
import dev.deerpark.network.onnx.proto.Onnx.TensorProto;
import dev.deerpark.network.onnx.proto.Onnx.TensorShapeProto;
import dev.deerpark.network.onnx.proto.Onnx.TypeProto;
import dev.deerpark.network.onnx.proto.Onnx.ValueInfoProto;

/**
 * Builds a graph with an input x {@code [T, 1, 4]} and a plain recurrence {@code h} that repeats
 * the positive numbers of its input.
 */
final class TestGraph {
  static final int WIDTH = 4;

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private int opset = 17;

  TestGraph() {
    this("T", 1, WIDTH);
  }

  /** With another shape of x: numbers, or names of open dimensions. */
  TestGraph(Object... shape) {
    input("x", shape);
  }

  TestGraph input(String name, Object... shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (Object dimension : shape) {
      if (dimension instanceof Integer number) {
        dimensions.addDimBuilder().setDimValue(number);
      } else {
        dimensions.addDimBuilder().setDimParam((String) dimension);
      }
    }
    TypeProto.Tensor.Builder type = TypeProto.Tensor.newBuilder().setElemType(1);
    graph.addInput(
        ValueInfoProto.newBuilder()
            .setName(name)
            .setType(TypeProto.newBuilder().setTensorType(type.setShape(dimensions))));
    return this;
  }

  TestGraph opset(int version) {
    opset = version;
    return this;
  }

  TestGraph floats(String name, int[] shape, double... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(1);
    for (int dimension : shape) {
      tensor.addDims(dimension);
    }
    for (double value : values) {
      tensor.addFloatData((float) value);
    }
    graph.addInitializer(tensor);
    return this;
  }

  TestGraph integers(String name, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(7).addDims(values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    graph.addInitializer(tensor);
    return this;
  }

  /**
   * Adds a node with the name of its operator.
   *
   * @param attributes name and value by turns
   */
  TestGraph node(String type, String inputs, String outputs, Object... attributes) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(type).setName("the_" + type);
    for (String input : inputs.split(" ")) {
      node.addInput(input.equals("-") ? "" : input);
    }
    for (String output : outputs.split(" ")) {
      node.addOutput(output);
    }
    for (int i = 0; i < attributes.length; i += 2) {
      node.addAttribute(attribute((String) attributes[i], attributes[i + 1]));
    }
    graph.addNode(node);
    return this;
  }

  private static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (value instanceof Integer number) {
      attribute.setI(number);
    } else if (value instanceof Double number) {
      attribute.setF(number.floatValue());
    } else if (value instanceof String text) {
      attribute.setS(ByteString.copyFromUtf8(text));
    } else {
      for (int number : (int[]) value) {
        attribute.addInts(number);
      }
    }
    return attribute.build();
  }

  /** Adds the recurrence, which reads a tensor {@code [T, 1, 4]} and gives Y as {@code h}. */
  TestGraph recurrence(String input) {
    return recurrence(input, "");
  }

  /** The same from an initial state. */
  TestGraph recurrence(String input, String initialState) {
    return recurrence(input, initialState, "");
  }

  /** The same over so many steps. */
  TestGraph recurrence(String input, String initialState, String lengths) {
    return recurrence(input, initialState, lengths, "rnn", "h");
  }

  /**
   * The same.
   *
   * @param name of the node
   * @param output its Y
   */
  TestGraph recurrence(
      String input, String initialState, String lengths, String name, String output) {
    double[] identity = new double[WIDTH * WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      identity[i * WIDTH + i] = 1;
    }
    floats("W", new int[] {1, WIDTH, WIDTH}, identity);
    floats("R", new int[] {1, WIDTH, WIDTH}, new double[WIDTH * WIDTH]);
    NodeProto.Builder node = NodeProto.newBuilder().setOpType("RNN").setName(name).addInput(input);
    node.addInput("W").addInput("R").addInput("").addInput(lengths).addInput(initialState);
    node.addOutput(output).addOutput(output + "_last");
    node.addAttribute(
        AttributeProto.newBuilder()
            .setName("activations")
            .addStrings(ByteString.copyFromUtf8("Relu")));
    graph.addNode(node);
    return this;
  }

  /** The network with an output of this name. */
  Network network(String output) {
    return read(output).network();
  }

  OnnxModel read(String output) {
    graph.addOutput(ValueInfoProto.newBuilder().setName(output));
    ModelProto model =
        ModelProto.newBuilder()
            .setGraph(graph)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
            .build();
    return OnnxModel.read(
        model.toByteArray(),
        "test.onnx",
        name -> {
          throw new BadInputException("no files");
        },
        Cut.NONE);
  }

  /** The output for one row of positive inputs. */
  double[] output(String output, double... row) {
    return network(output).evaluate(new double[][] {row}).outputs()[0];
  }
}

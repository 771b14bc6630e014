// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import dev.deerpark.base.BadInputException;
import dev.deerpark.network.onnx.proto.Onnx.GraphProto;
import dev.deerpark.network.onnx.proto.Onnx.NodeProto;
import dev.deerpark.network.onnx.proto.Onnx.TensorShapeProto;
import dev.deerpark.network.onnx.proto.Onnx.TensorShapeProto.Dimension;
import dev.deerpark.network.onnx.proto.Onnx.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The input of a graph, as the file describes it, and its possible interpretations: a dimension
 * without a length is time, or a batch of one.
 */
final class GraphInputs {
  private static final Set<String> BATCHES = Set.of("batch", "batch_size", "batchsize", "b", "n");
  private static final Set<String> RESHAPING =
      Set.of(
          "Cast",
          "Concat",
          "Gather",
          "Identity",
          "Reshape",
          "Slice",
          "Split",
          "Squeeze",
          "Transpose",
          "Unsqueeze");
  private static final int MOST_SHAPES = 64;
  private static final int LENGTHS = 4;
  private static final int INITIAL_H = 5;
  private static final int INITIAL_C = 6;

  private final GraphProto graph;
  private final Refusals refusals;
  private final Map<String, ValueInfoProto> described = new HashMap<>();

  GraphInputs(GraphProto graph, Refusals refusals) {
    this.graph = graph;
    this.refusals = refusals;
    graph.getValueInfoList().forEach(value -> described.put(value.getName(), value));
    graph.getOutputList().forEach(value -> described.put(value.getName(), value));
    graph.getInputList().forEach(value -> described.put(value.getName(), value));
  }

  /**
   * The shapes of several tensors together, the likeliest first.
   *
   * @param names of the tensors that take the place of the input
   */
  List<List<Shape>> shapes(List<String> names) {
    List<List<Shape>> together = List.of(List.of());
    for (String name : names) {
      List<Shape> own = shapes(name);
      together =
          together.stream()
              .flatMap(before -> own.stream().map(shape -> and(before, shape)))
              .limit(MOST_SHAPES)
              .toList();
    }
    return together;
  }

  private static List<Shape> and(List<Shape> before, Shape shape) {
    List<Shape> more = new ArrayList<>(before);
    more.add(shape);
    return more;
  }

  /**
   * The shape of a tensor with time in each place that it may have, the likeliest first.
   *
   * @param name of the tensor that takes the place of the input
   */
  private List<Shape> shapes(String name) {
    ValueInfoProto value = described.get(name);
    if (value == null || !value.getType().getTensorType().hasShape()) {
      return byReader(name);
    }
    TensorShapeProto shape = value.getType().getTensorType().getShape();
    List<Shape> likely = new ArrayList<>();
    List<Shape> unlikely = new ArrayList<>();
    for (int axis = 0; axis < shape.getDimCount(); axis++) {
      Dimension dimension = shape.getDim(axis);
      boolean open = !dimension.hasDimValue() || dimension.getDimValue() < 1;
      boolean last = axis > 0 && axis == shape.getDimCount() - 1;
      if (open || dimension.getDimValue() > 1 && !last) {
        List<Shape> list = open && !isBatch(dimension) ? likely : unlikely;
        list.addAll(withWidths(shape(name, shape, axis), shape));
      }
    }
    likely.addAll(unlikely);
    if (likely.isEmpty()) {
      throw refusals.ofTensor(
          name,
          "has no dimension that could be time: export the model with a dynamic number of steps");
    }
    return likely;
  }

  /**
   * A shape of the input.
   *
   * @param dimensions with {@link Shapes#TIME}
   * @param fixedSteps the number of steps that the graph states, or 0
   */
  record Shape(int[] dimensions, int fixedSteps) {}

  /** The same with the widths that the last dimension may have where its length is open. */
  private List<Shape> withWidths(Shape one, TensorShapeProto stated) {
    int last = one.dimensions().length - 1;
    if (last == 0 || stated.getDim(last).getDimValue() > 0 || one.dimensions()[last] != 1) {
      return List.of(one);
    }
    return IntStream.concat(widths(), IntStream.of(1))
        .distinct()
        .mapToObj(
            width -> {
              int[] dimensions = one.dimensions().clone();
              dimensions[last] = width;
              return new Shape(dimensions, one.fixedSteps());
            })
        .toList();
  }

  /** What the recurrent nodes read whose weights are stored in the file. */
  private IntStream widths() {
    return graph.getNodeList().stream()
        .filter(node -> Operators.RECURRENT.contains(node.getOpType()) && node.getInputCount() > 1)
        .flatMapToInt(node -> width(node.getInput(1)).stream());
  }

  private static boolean isBatch(Dimension dimension) {
    return BATCHES.contains(dimension.getDimParam().toLowerCase(Locale.ROOT));
  }

  private Shape shape(String name, TensorShapeProto shape, int time) {
    int[] dimensions = new int[shape.getDimCount()];
    for (int axis = 0; axis < dimensions.length; axis++) {
      dimensions[axis] = axis == time ? Shapes.TIME : dimension(name, shape.getDim(axis));
    }
    long fixed = shape.getDim(time).getDimValue();
    return new Shape(dimensions, (int) Math.max(0, Math.min(fixed, Integer.MAX_VALUE)));
  }

  private int dimension(String name, Dimension dimension) {
    long value = dimension.getDimValue();
    if (value > Shapes.LARGEST) {
      throw refusals.ofTensor(name, "has a dimension of " + value);
    }
    return value < 1 ? 1 : (int) value;
  }

  /** The shape of a tensor without a description, as the recurrent node that reads it requires. */
  private List<Shape> byReader(String name) {
    for (NodeProto node : graph.getNodeList()) {
      if (Operators.RECURRENT.contains(node.getOpType())
          && node.getInputCount() > 1
          && node.getInput(0).equals(name)) {
        int width = requireWidth(node.getInput(1));
        boolean batchFirst =
            node.getAttributeList().stream()
                .anyMatch(a -> a.getName().equals("layout") && a.getI() != 0);
        int[] shape =
            batchFirst ? new int[] {1, Shapes.TIME, width} : new int[] {Shapes.TIME, 1, width};
        return List.of(new Shape(shape, 0));
      }
    }
    throw refusals.ofTensor(
        name, "has a shape that the file does not state; name one that a recurrent node reads");
  }

  private int requireWidth(String weights) {
    return width(weights)
        .orElseThrow(
            () -> refusals.ofTensor(weights, "are no weights that are stored in the file"));
  }

  /** How many numbers stored input weights are for. */
  private OptionalInt width(String weights) {
    return graph.getInitializerList().stream()
        .filter(tensor -> tensor.getName().equals(weights) && tensor.getDimsCount() == 3)
        .mapToInt(tensor -> (int) Math.max(1, Math.min(Shapes.LARGEST, tensor.getDims(2))))
        .findFirst();
  }

  /**
   * Whether a tensor is read as the initial state of recurrent nodes and as nothing else, perhaps
   * in another shape or in parts.
   */
  boolean isInitialState(String name, List<NodeProto> nodes) {
    return isReadAs(Set.of(INITIAL_H, INITIAL_C), name, nodes);
  }

  /** Whether a tensor is read as the length of the series and as nothing else. */
  boolean isLength(String name, List<NodeProto> nodes) {
    return isReadAs(Set.of(LENGTHS), name, nodes);
  }

  /**
   * @param places the only inputs of recurrent nodes that may read it
   */
  private static boolean isReadAs(Set<Integer> places, String name, List<NodeProto> nodes) {
    Set<String> made = new HashSet<>(Set.of(name));
    boolean read = false;
    for (NodeProto node : nodes) {
      boolean recurrent = Operators.RECURRENT.contains(node.getOpType());
      for (int i = 0; i < node.getInputCount(); i++) {
        if (made.contains(node.getInput(i))) {
          if (recurrent ? !places.contains(i) : !RESHAPING.contains(node.getOpType())) {
            return false;
          }
          read |= recurrent;
          made.addAll(recurrent ? List.of() : node.getOutputList());
        }
      }
    }
    return read;
  }

  /**
   * Zeros in the shape of an input, whose open dimensions are 1.
   *
   * @throws BadInputException where the shape is not stated
   */
  Constant zeros(String name) {
    ValueInfoProto value = described.get(name);
    TensorShapeProto shape = value.getType().getTensorType().getShape();
    int[] dimensions =
        shape.getDimList().stream().mapToInt(dimension -> dimension(name, dimension)).toArray();
    try {
      return new Constant(dimensions, new double[Shapes.size(dimensions)], false);
    } catch (ArithmeticException tooLarge) {
      throw refusals.ofTensor(name, "cannot be made: " + tooLarge.getMessage());
    }
  }

  /** The inputs of a graph that are not stored in it. */
  static List<String> given(GraphProto graph, Set<String> stored) {
    return graph.getInputList().stream()
        .map(ValueInfoProto::getName)
        .filter(name -> !stored.contains(name))
        .toList();
  }
}

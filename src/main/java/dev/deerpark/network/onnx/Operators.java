// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import static java.util.Map.entry;

import dev.deerpark.network.pointwise.Binary;
import dev.deerpark.network.pointwise.Elementwise.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The operators that are read, by the names that ONNX gives them. Recurrent ones are apart. */
final class Operators {
  /** Those that hold graphs of their own. */
  static final Set<String> CONTROL = Set.of("If", "Loop", "Scan", "SequenceMap");

  static final Set<String> RECURRENT = Set.of("GRU", "LSTM", "RNN");

  private static final Map<String, Function<Operator, Value>> OF_ONE_OUTPUT =
      Map.ofEntries(
          entry("Constant", ShapeOperators::constant),
          entry("Identity", ShapeOperators::identity),
          entry("Dropout", ShapeOperators::dropout),
          entry("Cast", ShapeOperators::cast),
          entry("Transpose", ShapeOperators::transpose),
          entry("Squeeze", ShapeOperators::squeeze),
          entry("Unsqueeze", ShapeOperators::unsqueeze),
          entry("Reshape", ShapeOperators::reshape),
          entry("Flatten", ShapeOperators::flatten),
          entry("Shape", ShapeOperators::shapeOf),
          entry("ConstantOfShape", ShapeOperators::constantOfShape),
          entry("Expand", ShapeOperators::expand),
          entry("Gather", SelectOperators::gather),
          entry("Slice", SelectOperators::slice),
          entry("Concat", SelectOperators::concat),
          entry("MatMul", LinearOperators::matMul),
          entry("Gemm", LinearOperators::gemm),
          entry("LayerNormalization", LinearOperators::layerNormalization),
          entry("Softmax", LinearOperators::softmax),
          entry("ReduceMean", op -> LinearOperators.reduce(op, true)),
          entry("ReduceSum", op -> LinearOperators.reduce(op, false)),
          entry("LeakyRelu", NumberOperators::leakyRelu),
          entry("Elu", NumberOperators::elu),
          entry("Selu", NumberOperators::selu),
          entry("HardSigmoid", NumberOperators::hardSigmoid),
          entry("Clip", NumberOperators::clip),
          entry("Tanh", op -> NumberOperators.map(op, Kind.TANH)),
          entry("Sigmoid", op -> NumberOperators.map(op, Kind.SIGMOID)),
          entry("Relu", op -> NumberOperators.map(op, Kind.RELU)),
          entry("Softplus", op -> NumberOperators.map(op, Kind.SOFTPLUS)),
          entry("Softsign", op -> NumberOperators.map(op, Kind.SOFTSIGN)),
          entry("Exp", op -> NumberOperators.map(op, Kind.EXP)),
          entry("Log", op -> NumberOperators.map(op, Kind.LOG)),
          entry("Sqrt", op -> NumberOperators.map(op, Kind.SQRT)),
          entry("Abs", op -> NumberOperators.map(op, Kind.ABS)),
          entry("Neg", op -> NumberOperators.map(op, Kind.NEGATE)),
          entry("Reciprocal", op -> NumberOperators.map(op, Kind.RECIPROCAL)),
          entry("Add", op -> NumberOperators.combine(op, Binary.ADD)),
          entry("Sub", op -> NumberOperators.combine(op, Binary.SUBTRACT)),
          entry("Mul", op -> NumberOperators.combine(op, Binary.MULTIPLY)),
          entry("Div", op -> NumberOperators.combine(op, Binary.DIVIDE)),
          entry("Pow", op -> NumberOperators.combine(op, Binary.POWER)),
          entry("Min", op -> NumberOperators.combine(op, Binary.LEAST)),
          entry("Max", op -> NumberOperators.combine(op, Binary.GREATEST)));

  private Operators() {}

  static boolean isKnown(String type) {
    return RECURRENT.contains(type) || type.equals("Split") || OF_ONE_OUTPUT.containsKey(type);
  }

  /**
   * What an operator that is known and not recurrent gives.
   *
   * @throws dev.deerpark.base.BadInputException where it asks for what is not supported
   */
  static List<Value> apply(Operator op) {
    return op.type().equals("Split")
        ? SelectOperators.split(op)
        : List.of(OF_ONE_OUTPUT.get(op.type()).apply(op));
  }
}

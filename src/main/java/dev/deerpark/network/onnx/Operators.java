// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import static java.util.Map.entry;

import dev.deerpark.network.pointwise.Binary;
import dev.deerpark.network.pointwise.Elementwise.Kind;
import dev.deerpark.network.pointwise.Reduce;
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
          entry("Constant", ConstantOperators::constant),
          entry("Identity", TypeOperators::identity),
          entry("Dropout", TypeOperators::dropout),
          entry("Cast", TypeOperators::cast),
          entry("Transpose", ShapeOperators::transpose),
          entry("Squeeze", ShapeOperators::squeeze),
          entry("Unsqueeze", ShapeOperators::unsqueeze),
          entry("Reshape", ShapeOperators::reshape),
          entry("Flatten", ShapeOperators::flatten),
          entry("Shape", ConstantOperators::shapeOf),
          entry("ConstantOfShape", ConstantOperators::constantOfShape),
          entry("Expand", ShapeOperators::expand),
          entry("Gather", LookupOperators::gather),
          entry("Slice", SelectOperators::slice),
          entry("Concat", ConcatenateOperators::concat),
          entry("CastLike", TypeOperators::castLike),
          entry("Size", ConstantOperators::sizeOf),
          entry("Range", ConstantOperators::range),
          entry("Tile", SelectOperators::tile),
          entry("Pad", SelectOperators::pad),
          entry("OneHot", LookupOperators::oneHot),
          entry("ReverseSequence", SelectOperators::reverseSequence),
          entry("MatMul", LinearOperators::matMul),
          entry("Gemm", LinearOperators::gemm),
          entry("Conv", LinearOperators::convolution),
          entry("BatchNormalization", LinearOperators::batchNormalization),
          entry("LayerNormalization", GroupOperators::layerNormalization),
          entry("RMSNormalization", GroupOperators::rootMeanSquareNormalization),
          entry("Softmax", GroupOperators::softmax),
          entry("LogSoftmax", GroupOperators::logSoftmax),
          entry("ReduceMean", op -> GroupOperators.reduce(op, Reduce.Kind.MEAN)),
          entry("ReduceSum", op -> GroupOperators.reduce(op, Reduce.Kind.SUM)),
          entry("ReduceProd", op -> GroupOperators.reduce(op, Reduce.Kind.PRODUCT)),
          entry("ReduceMin", op -> GroupOperators.reduce(op, Reduce.Kind.LEAST)),
          entry("ReduceMax", op -> GroupOperators.reduce(op, Reduce.Kind.GREATEST)),
          entry("ReduceLogSumExp", op -> GroupOperators.reduce(op, Reduce.Kind.LOG_SUM_EXP)),
          entry("GlobalAveragePool", op -> GroupOperators.pool(op, Reduce.Kind.MEAN)),
          entry("GlobalMaxPool", op -> GroupOperators.pool(op, Reduce.Kind.GREATEST)),
          entry("ReduceL1", GroupOperators::sumOfAbsolutes),
          entry("ReduceL2", GroupOperators::length),
          entry("ReduceSumSquare", GroupOperators::sumOfSquares),
          entry("ReduceLogSum", GroupOperators::logOfSum),
          entry("ArgMax", op -> GroupOperators.place(op, Reduce.Kind.PLACE_OF_GREATEST)),
          entry("ArgMin", op -> GroupOperators.place(op, Reduce.Kind.PLACE_OF_LEAST)),
          entry("LeakyRelu", op -> NumberOperators.map(op, Kind.LEAKY_RELU, 0.01)),
          entry("Elu", op -> NumberOperators.map(op, Kind.ELU, 1)),
          entry("Celu", op -> NumberOperators.map(op, Kind.CELU, 1)),
          entry("ThresholdedRelu", op -> NumberOperators.map(op, Kind.THRESHOLDED_RELU, 1)),
          entry("Swish", op -> NumberOperators.map(op, Kind.SWISH, 1)),
          entry("HardSwish", op -> NumberOperators.map(op, Kind.HARD_SWISH)),
          entry("Mish", op -> NumberOperators.map(op, Kind.MISH)),
          entry("Gelu", NumberOperators::gelu),
          entry("PRelu", op -> NumberOperators.combine(op, Binary.LEAKY_RELU)),
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
          entry("Sign", op -> NumberOperators.map(op, Kind.SIGN)),
          entry("Floor", op -> NumberOperators.map(op, Kind.FLOOR)),
          entry("Ceil", op -> NumberOperators.map(op, Kind.CEILING)),
          entry("Round", op -> NumberOperators.map(op, Kind.ROUND)),
          entry("Not", op -> NumberOperators.map(op, Kind.NOT)),
          entry("Sin", op -> NumberOperators.map(op, Kind.SIN)),
          entry("Cos", op -> NumberOperators.map(op, Kind.COS)),
          entry("Tan", op -> NumberOperators.map(op, Kind.TAN)),
          entry("Asin", op -> NumberOperators.map(op, Kind.ASIN)),
          entry("Acos", op -> NumberOperators.map(op, Kind.ACOS)),
          entry("Atan", op -> NumberOperators.map(op, Kind.ATAN)),
          entry("Sinh", op -> NumberOperators.map(op, Kind.SINH)),
          entry("Cosh", op -> NumberOperators.map(op, Kind.COSH)),
          entry("Erf", op -> NumberOperators.map(op, Kind.ERF)),
          entry("Add", op -> NumberOperators.combine(op, Binary.ADD)),
          entry("Sub", op -> NumberOperators.combine(op, Binary.SUBTRACT)),
          entry("Mul", op -> NumberOperators.combine(op, Binary.MULTIPLY)),
          entry("Div", op -> NumberOperators.combine(op, Binary.DIVIDE)),
          entry("Pow", op -> NumberOperators.combine(op, Binary.POWER)),
          entry("Min", op -> NumberOperators.combineAll(op, Binary.LEAST)),
          entry("Max", op -> NumberOperators.combineAll(op, Binary.GREATEST)),
          entry("Sum", op -> NumberOperators.combineAll(op, Binary.ADD)),
          entry("Mean", NumberOperators::mean),
          entry("Mod", NumberOperators::remainder),
          entry("Equal", op -> NumberOperators.combine(op, Binary.EQUAL)),
          entry("Less", op -> NumberOperators.combine(op, Binary.LESS)),
          entry("LessOrEqual", op -> NumberOperators.combine(op, Binary.LESS_OR_EQUAL)),
          entry("Greater", op -> NumberOperators.exchanged(op, Binary.LESS)),
          entry("GreaterOrEqual", op -> NumberOperators.exchanged(op, Binary.LESS_OR_EQUAL)),
          entry("And", op -> NumberOperators.combine(op, Binary.AND)),
          entry("Or", op -> NumberOperators.combine(op, Binary.OR)),
          entry("Xor", op -> NumberOperators.combine(op, Binary.XOR)),
          entry("Where", NumberOperators::where));

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

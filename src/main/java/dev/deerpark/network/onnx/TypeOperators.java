// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import dev.deerpark.network.onnx.proto.Onnx.TensorProto.DataType;
import dev.deerpark.network.pointwise.Elementwise;
import dev.deerpark.network.pointwise.Elementwise.Kind;
import java.util.Arrays;

/** Operators that change the type of numbers, or nothing at all in inference. */
final class TypeOperators {
  private TypeOperators() {}

  static Value identity(Operator op) {
    op.allowAttributes();
    return op.input(0);
  }

  /** Inference: nothing is dropped. */
  static Value dropout(Operator op) {
    op.allowAttributes("ratio", "seed");
    boolean training =
        op.has(2) && Arrays.stream(op.constant(2).values()).anyMatch(value -> value != 0);
    if (training) {
      throw op.refused("is in training mode; export the model for inference");
    }
    return op.input(0);
  }

  static Value cast(Operator op) {
    op.allowAttributes("to", "saturate");
    DataType to = DataType.forNumber((int) op.integer("to", 0));
    return switch (to == null ? DataType.UNDEFINED : to) {
      case FLOAT, DOUBLE -> cast(op, false);
      case INT32, INT64 -> cast(op, true);
      case BOOL -> NumberOperators.map(op, not(op, op.input(0)), Elementwise.of(Kind.NOT));
      default ->
          throw op.refused(
              "casts to " + to + "; supported are FLOAT, DOUBLE, INT32, INT64 and BOOL");
    };
  }

  private static Value cast(Operator op, boolean integer) {
    if (op.input(0) instanceof Constant given && (given.integer() || !integer)) {
      if (!integer) {
        op.numbersShape(given);
      }
      return new Constant(given.shape(), given.values(), integer);
    }
    if (!integer) {
      return op.signal(0);
    }
    Value whole = NumberOperators.map(op, op.input(0), Elementwise.of(Kind.TRUNCATE));
    return whole instanceof Constant constant
        ? new Constant(constant.shape(), constant.values(), true)
        : whole;
  }

  private static Value not(Operator op, Value value) {
    return NumberOperators.map(op, value, Elementwise.of(Kind.NOT));
  }

  /** To the type of another value. */
  static Value castLike(Operator op) {
    op.allowAttributes("saturate");
    return cast(op, op.input(1) instanceof Constant like && like.integer());
  }
}

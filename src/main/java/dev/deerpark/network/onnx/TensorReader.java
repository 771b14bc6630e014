// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.HalfPrecision;
import dev.deerpark.network.onnx.proto.Onnx.StringStringEntryProto;
import dev.deerpark.network.onnx.proto.Onnx.TensorProto;
import dev.deerpark.network.onnx.proto.Onnx.TensorProto.DataLocation;
import dev.deerpark.network.onnx.proto.Onnx.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * Numbers from stored tensors. Nothing in the file is trusted: every size is checked against the
 * actual data, and external data must lie in a plain file beside the model.
 */
final class TensorReader {
  private final Refusals refusals;
  private final ExternalData external;
  private final Map<String, byte[]> files = new HashMap<>();

  TensorReader(Refusals refusals, ExternalData external) {
    this.refusals = refusals;
    this.external = external;
  }

  /** The external files that were read, by name. */
  Map<String, byte[]> files() {
    return files;
  }

  /**
   * @param name the tensor's name in messages
   * @throws BadInputException if it contradicts itself, or has a type that is not read
   */
  Constant read(TensorProto tensor, String name) {
    int[] shape = shape(tensor, name);
    int size;
    try {
      size = Shapes.size(shape);
    } catch (ArithmeticException tooLarge) {
      throw refusals.ofTensor(name, "cannot be read: " + tooLarge.getMessage());
    }
    DataType type = tensor.getDataType() == 0 ? null : DataType.forNumber(tensor.getDataType());
    if (type == null || width(type) == 0) {
      throw refusals.ofTensor(
          name,
          "is of the type "
              + (type == null ? tensor.getDataType() : type)
              + "; supported are FLOAT, DOUBLE, FLOAT16, BFLOAT16, BOOL and integers");
    }
    double[] values = values(tensor, type, size, name);
    return new Constant(shape, values, isInteger(type));
  }

  private int[] shape(TensorProto tensor, String name) {
    int[] shape = new int[tensor.getDimsCount()];
    for (int i = 0; i < shape.length; i++) {
      long dimension = tensor.getDims(i);
      if (dimension < 0 || dimension > Shapes.LARGEST) {
        throw refusals.ofTensor(name, "has a dimension of " + dimension + ": the file is damaged");
      }
      shape[i] = (int) dimension;
    }
    return shape;
  }

  private double[] values(TensorProto tensor, DataType type, int size, String name) {
    if (tensor.getDataLocation() == DataLocation.EXTERNAL) {
      return raw(external(tensor, (long) size * width(type), name), type, size, name);
    }
    if (tensor.hasRawData()) {
      return raw(tensor.getRawData().asReadOnlyByteBuffer(), type, size, name);
    }
    return switch (type) {
      case FLOAT -> typed(size, tensor.getFloatDataCount(), tensor::getFloatData, name);
      case DOUBLE -> typed(size, tensor.getDoubleDataCount(), tensor::getDoubleData, name);
      case INT64 -> typed(size, tensor.getInt64DataCount(), tensor::getInt64Data, name);
      case UINT32, UINT64 -> typed(size, tensor.getUint64DataCount(), tensor::getUint64Data, name);
      case FLOAT16 ->
          typed(
              size,
              tensor.getInt32DataCount(),
              i -> HalfPrecision.widened((short) tensor.getInt32Data(i)),
              name);
      case BFLOAT16 ->
          typed(
              size,
              tensor.getInt32DataCount(),
              i -> Float.intBitsToFloat(tensor.getInt32Data(i) << 16),
              name);
      default -> typed(size, tensor.getInt32DataCount(), tensor::getInt32Data, name);
    };
  }

  private double[] typed(int size, int count, IntToDoubleFunction number, String name) {
    if (count != size) {
      throw refusals.ofTensor(name, "has " + count + " numbers where its shape asks for " + size);
    }
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = number.applyAsDouble(i);
    }
    return values;
  }

  private double[] raw(ByteBuffer bytes, DataType type, int size, String name) {
    if (bytes.remaining() != (long) size * width(type)) {
      throw refusals.ofTensor(
          name,
          "has "
              + bytes.remaining()
              + " bytes where its shape asks for "
              + (long) size * width(type));
    }
    ByteBuffer in = bytes.order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] =
          switch (type) {
            case FLOAT -> in.getFloat();
            case DOUBLE -> in.getDouble();
            case FLOAT16 -> HalfPrecision.widened(in.getShort());
            case BFLOAT16 -> Float.intBitsToFloat(in.getShort() << 16);
            case INT64, UINT64 -> in.getLong();
            case INT32 -> in.getInt();
            case UINT32 -> Integer.toUnsignedLong(in.getInt());
            case INT16 -> in.getShort();
            case UINT16 -> Short.toUnsignedInt(in.getShort());
            case INT8 -> in.get();
            default -> Byte.toUnsignedInt(in.get());
          };
    }
    return values;
  }

  /** The bytes that a tensor has in a file beside the model. */
  private ByteBuffer external(TensorProto tensor, long expected, String name) {
    Map<String, String> entries = new HashMap<>();
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      entries.put(entry.getKey(), entry.getValue());
    }
    String location = entries.getOrDefault("location", "");
    String plain = location.startsWith("./") ? location.substring(2) : location;
    if (!plain.matches("[^/\\\\:\\p{Cntrl}]+") || plain.equals(".") || plain.equals("..")) {
      throw refusals.ofTensor(
          name,
          "lies in '"
              + Refusals.cut(location)
              + "', which is not the plain name of a file beside the model");
    }
    byte[] bytes = files.computeIfAbsent(plain, file -> readFile(file, name));
    long offset = number(entries, "offset", 0, name);
    long length = number(entries, "length", expected, name);
    if (offset < 0 || length < 0 || offset > bytes.length || length > bytes.length - offset) {
      throw refusals.ofTensor(
          name,
          String.format(
              java.util.Locale.ROOT,
              "lies in bytes %d to %d + %d of %s, which has %d: that file is truncated, or another",
              offset,
              offset,
              length,
              Refusals.cut(plain),
              bytes.length));
    }
    return ByteBuffer.wrap(bytes, (int) offset, (int) length).slice();
  }

  private byte[] readFile(String file, String tensor) {
    try {
      return external.read(file);
    } catch (BadInputException unreadable) {
      throw new BadInputException(
          "The tensor '"
              + Refusals.cut(tensor)
              + "' lies in a file of its own. "
              + unreadable.getMessage(),
          unreadable);
    }
  }

  private long number(Map<String, String> entries, String key, long otherwise, String tensor) {
    try {
      return entries.containsKey(key) ? Long.parseLong(entries.get(key)) : otherwise;
    } catch (NumberFormatException e) {
      throw refusals.ofTensor(
          tensor, "has the " + key + " '" + Refusals.cut(entries.get(key)) + "', no number");
    }
  }

  /** Bytes of a number; 0 for a type that is not read. */
  private static int width(DataType type) {
    return switch (type) {
      case DOUBLE, INT64, UINT64 -> 8;
      case FLOAT, INT32, UINT32 -> 4;
      case FLOAT16, BFLOAT16, INT16, UINT16 -> 2;
      case INT8, UINT8, BOOL -> 1;
      default -> 0;
    };
  }

  private static boolean isInteger(DataType type) {
    return switch (type) {
      case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> false;
      default -> true;
    };
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.deerpark.base.BadInputException;
import dev.deerpark.network.onnx.proto.Onnx.StringStringEntryProto;
import dev.deerpark.network.onnx.proto.Onnx.TensorProto;
import dev.deerpark.network.onnx.proto.Onnx.TensorProto.DataLocation;
import dev.deerpark.network.onnx.proto.Onnx.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorReaderTest {
  private static final byte[] BESIDE =
      ByteBuffer.allocate(12)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putFloat(1)
          .putFloat(2.5f)
          .putFloat(-3)
          .array();

  private static Constant read(TensorProto.Builder tensor) {
    return new TensorReader(new Refusals("test.onnx"), name -> BESIDE).read(tensor.build(), "w");
  }

  private static TensorProto.Builder tensor(DataType type, long... shape) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(type.getNumber());
    for (long dimension : shape) {
      tensor.addDims(dimension);
    }
    return tensor;
  }

  @Test
  void shortFloatsComeRawAndTyped() {
    ByteString raw = ByteString.copyFrom(new byte[] {0, 0x3c, (byte) 0x80, (byte) 0xbf});
    assertThat(read(tensor(DataType.FLOAT16, 1).setRawData(raw.substring(0, 2))).values())
        .containsExactly(1);
    assertThat(read(tensor(DataType.BFLOAT16, 1).setRawData(raw.substring(2))).values())
        .containsExactly(-1);
    assertThat(read(tensor(DataType.FLOAT16, 1).addInt32Data(0xc000)).values()).containsExactly(-2);
    assertThat(read(tensor(DataType.BFLOAT16, 1).addInt32Data(0x4020)).values())
        .containsExactly(2.5);
  }

  private static TensorProto.Builder external(String location, String offset, String length) {
    return tensor(DataType.FLOAT, 2)
        .setDataLocation(DataLocation.EXTERNAL)
        .addExternalData(entry("location", location))
        .addExternalData(entry("offset", offset))
        .addExternalData(entry("length", length));
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  @Test
  void externalNumbersAreThoseAtTheirPlace() {
    assertThat(read(external("w.bin", "4", "8")).values()).containsExactly(2.5, -3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../w.bin", "/etc/w.bin", "a/w.bin", "file:w.bin", "", "..", "a\\b"})
  void noPathLeadsOutOfTheFolder(String location) {
    assertThatThrownBy(() -> read(external(location, "0", "8")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("'w'", "not the plain name of a file beside the model");
  }

  @ParameterizedTest
  @CsvSource({"8, 8", "-1, 8", "9223372036854775807, 8", "0, 4", "x, 8", "0, 9223372036854775807"})
  void aPlaceThatIsNotThereIsRefused(String offset, String length) {
    assertThatThrownBy(() -> read(external("w.bin", offset, length)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("'w'");
  }

  @Test
  void aTensorThatContradictsItselfIsRefused() {
    assertThatThrownBy(() -> read(tensor(DataType.FLOAT, 2).addFloatData(1)))
        .hasMessageContaining("has 1 numbers where its shape asks for 2");
    assertThatThrownBy(() -> read(tensor(DataType.FLOAT, -2)))
        .hasMessageContaining("a dimension of -2");
    assertThatThrownBy(() -> read(tensor(DataType.FLOAT, 1 << 20, 1 << 20)))
        .hasMessageContaining("too large");
    assertThatThrownBy(() -> read(tensor(DataType.STRING, 1))).hasMessageContaining("STRING");
  }
}

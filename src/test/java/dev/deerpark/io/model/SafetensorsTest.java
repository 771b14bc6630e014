// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deerpark.base.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  private static final int TRIALS = Integer.getInteger("deerpark.fuzz.trials", 5000);
  private static final byte[] EIGHT = new byte[8];

  @Test
  void tensorsComeWithShapeAndValues() {
    Map<String, Tensor> tensors = parse(WeightsFixture.HEADER, WeightsFixture.data());
    assertThat(tensors).hasSize(6).doesNotContainKey("__metadata__");
    Tensor readout = tensors.get("readout.weight");
    assertThat(readout.shape()).isEqualTo(List.of(1L, 2L));
    assertThat(readout.values()).containsExactly(30 / 8.0, 31 / 8.0);
  }

  @Test
  void wideValuesKeepAllTheirBits() {
    byte[] data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(Math.PI).array();
    Tensor tensor = parse(entry("F64", "[]", "[0,8]"), data).get("w");
    assertThat(tensor.values()).containsExactly(new double[] {Math.PI}, within(0.0));
  }

  @Test
  void gapsAndEmptyTensorsAreNoHarm() {
    String header =
        """
        {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},
         "b":{"dtype":"F32","shape":[0,7],"data_offsets":[4,4]}}
        """;
    assertThat(parse(header, EIGHT).get("b").values()).isEmpty();
  }

  @Test
  void aTruncatedHeaderIsRefusedByName() {
    byte[] whole = WeightsFixture.safetensors(WeightsFixture.HEADER, WeightsFixture.data());
    assertRefused(Arrays.copyOf(whole, 7), "weights.bin", "7 bytes");
    assertRefused(Arrays.copyOf(whole, 100), "weights.bin", "at most 92", "truncated");
  }

  @Test
  void truncatedDataAreRefused() {
    byte[] whole = WeightsFixture.safetensors(WeightsFixture.HEADER, WeightsFixture.data());
    assertRefused(
        Arrays.copyOf(whole, whole.length - 1), "readout.bias", "byte 132 of 131", "truncated");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, 17})
  void anImpossibleHeaderLengthIsRefused(long length) {
    byte[] bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
    assertRefused(bytes, Long.toUnsignedString(length), "at most 16");
  }

  @Test
  void aHeaderBeyondTheCapIsRefused() {
    byte[] bytes = new byte[Safetensors.LARGEST_HEADER + 100];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(Safetensors.LARGEST_HEADER + 1);
    assertRefused(bytes, "at most " + Safetensors.LARGEST_HEADER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "7", "nonsense", "{\"w\":1}", "{\"w\":null}", "{} {}", "{"})
  void aHeaderThatIsNoTableOfTensorsIsRefused(String header) {
    assertRefused(WeightsFixture.safetensors(header, EIGHT), "weights.bin");
  }

  @Test
  void duplicateNamesAreRefused() {
    String tensor = "\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";
    assertHeaderRefused("{" + tensor + "," + tensor + "}", "Duplicate field 'w'");
  }

  @Test
  void deepNestingIsHarmless() {
    assertHeaderRefused("{\"w\":" + "[".repeat(500_000), "nesting");
    assertHeaderRefused("{\"w\":".repeat(100_000), "nesting");
  }

  @ParameterizedTest
  @ValueSource(strings = {"F16", "BF16", "I64", "F128", ""})
  void otherTypesAreRefusedByName(String type) {
    assertHeaderRefused(entry(type, "[2]", "[0,8]"), "'w'", "dtype", type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[3]",
        "[1]",
        "[0]",
        "[]",
        "[2,2]",
        "[4294967296,4294967296]",
        "[4611686018427387904,4]",
        "[9223372036854775807]"
      })
  void aShapeThatContradictsTheOffsetsIsRefused(String shape) {
    assertHeaderRefused(entry("F32", shape, "[0,8]"), "'w'", "shape", "offsets hold 8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[-2]",
        "[2.0]",
        "[\"2\"]",
        "[null]",
        "[1e1]",
        "2",
        "{}",
        "[1" + "0000000000000000000]"
      })
  void aShapeThatIsNoCountsIsRefused(String shape) {
    assertHeaderRefused(entry("F32", shape, "[0,8]"), "'w'", "shape");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[8,0]",
        "[0]",
        "[0,8,8]",
        "[-8,0]",
        "[0,16]",
        "[8,16]",
        "[0,9223372036854775807]"
      })
  void offsetsOutsideTheDataAreRefused(String offsets) {
    assertHeaderRefused(entry("F32", "[2]", offsets), "'w'", "data_offsets");
  }

  @Test
  void overlappingTensorsAreRefused() {
    String header =
        """
        {"a":{"dtype":"F32","shape":[1],"data_offsets":[2,6]},
         "b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}
        """;
    assertHeaderRefused(header, "'b' and 'a' overlap");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dtypes", "Shape", "stride"})
  void anUnknownFieldOfATensorIsRefusedByName(String name) {
    String header = entry("F32", "[2]", "[0,8]").replace("{\"dtype", "{\"" + name + "\":1,\"dtype");
    assertHeaderRefused(header, "'w'", "'" + name + "' is unknown");
  }

  @Test
  void randomDamageIsRefusedOrReadAsWhatIsWritten() throws IOException {
    byte[] whole = WeightsFixture.safetensors(WeightsFixture.HEADER, WeightsFixture.data());
    int refused = 0;
    for (int seed = 0; seed < TRIALS; seed++) {
      Random random = new Random(seed);
      byte[] damaged = Arrays.copyOf(whole, whole.length - random.nextInt(3) * random.nextInt(50));
      for (int i = random.nextInt(4); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        requireRight(Safetensors.parse(damaged, "weights.bin"), damaged);
      } catch (BadInputException e) {
        refused++;
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertThat(refused).isBetween(TRIALS / 20, TRIALS - 1);
  }

  /** Reads the file a second time, trusting it. */
  private static void requireRight(Map<String, Tensor> tensors, byte[] bytes) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) file.getLong();
    JsonNode header = TestSidecars.MAPPER.readTree(bytes, Long.BYTES, length);
    int tensorsWritten = header.size() - (header.has("__metadata__") ? 1 : 0);
    assertThat(tensors).hasSize(tensorsWritten);
    tensors.forEach(
        (name, tensor) -> {
          double[] values = tensor.values();
          boolean wide = header.get(name).get("dtype").textValue().equals("F64");
          int at = Long.BYTES + length + header.get(name).get("data_offsets").get(0).intValue();
          for (int i = 0; i < values.length; i++) {
            double written = wide ? file.getDouble(at + 8 * i) : file.getFloat(at + 4 * i);
            if (Double.compare(values[i], written) != 0) {
              throw new AssertionError(name + ": " + values[i] + " for " + written);
            }
          }
        });
  }

  private static String entry(String type, String shape, String offsets) {
    return String.format(
        "{\"w\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}", type, shape, offsets);
  }

  private static Map<String, Tensor> parse(String header, byte[] data) {
    return Safetensors.parse(WeightsFixture.safetensors(header, data), "weights.bin");
  }

  private static void assertHeaderRefused(String header, String... words) {
    assertRefused(WeightsFixture.safetensors(header, EIGHT), words);
  }

  private static void assertRefused(byte[] bytes, String... words) {
    assertThatThrownBy(() -> Safetensors.parse(bytes, "weights.bin"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(words);
  }
}

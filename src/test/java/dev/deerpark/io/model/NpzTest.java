// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.network.GruWeights;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files stored.npz and compressed.npz are those of numpy.savez and numpy.savez_compressed. */
class NpzTest {
  private static final int TRIALS = Integer.getInteger("deerpark.fuzz.trials", 5000);
  private static final String HEADER = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";
  private static final byte[] EIGHT = new byte[8];

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "compressed.npz"})
  void whatNumpyWritesIsRead(String name) {
    Map<String, Tensor> tensors = Npz.parse(resource(name), name);
    assertThat(tensors).hasSize(4);
    assertThat(tensors.get("weight_ih_l0").shape()).containsExactly(6L, 1L);
    assertThat(tensors.get("weight_ih_l0").values()).startsWith(0, 0.125).hasSize(6);
    assertThat(tensors.get("weight_hh_l0").wide()).isTrue();
    assertThat(tensors.get("weight_hh_l0").values()).startsWith(0.75).endsWith(17 / 8.0);
    assertThat(tensors.get("bias_ih_l0").wide()).isFalse();
    assertThat(tensors.get("bias_ih_l0").values())
        .containsExactly(2.25, 2.375, 2.5, 2.625, 2.75, 2.875);
    assertThat(tensors.get("scalar").shape()).isEmpty();
    assertThat(tensors.get("scalar").values()).containsExactly(0.5);
  }

  @Test
  void aSidecarMayHaveItsWeightsInIt() {
    String sidecar =
        """
        {"type": "gru", "input_size": 1, "hidden_size": 2, "weights": "w.npz", "bias": false}
        """;
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    arrays.put("weight_ih_l0.npy", npy(HEADER.replace("(2,)", "(6, 1)"), new byte[24]));
    byte[] hidden = new byte[48];
    ByteBuffer.wrap(hidden).order(ByteOrder.LITTLE_ENDIAN).putFloat(1.5f);
    arrays.put("weight_hh_l0.npy", npy(HEADER.replace("(2,)", "(6, 2)"), hidden));
    Model model =
        ModelFile.parse(
            sidecar.getBytes(StandardCharsets.UTF_8),
            "m.json",
            "m",
            name -> new NetworkFile.Weights(name, zip(arrays), Precision.DOUBLE));
    assertThat(((GruWeights) model.spec()).layer().hiddenWeight()).startsWith(1.5, 0).hasSize(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"net.npz", "net.SAFETENSORS"})
  void weightsInPlaceOfASidecarAreRefused(String name) throws IOException {
    String path = Files.write(folder.resolve(name), EIGHT).toString();
    assertThatThrownBy(() -> ModelFile.read(path, Precision.DOUBLE, new Configuration()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(name, "weights alone", "JSON sidecar");
    assertThatThrownBy(() -> ModelFile.readLayers(path, Precision.DOUBLE, new Configuration()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(name, "weights alone", "JSON sidecar");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "'<f4' # '|O' # is of the type '|O'; supported are",
        "'<f4' # '>f4' # is of the type '>f4'",
        "'<f4' # '<i8' # is of the type '<i8'",
        "'<f4' # [('a', '<f4')] # is of the type [('a', '<f4')]",
        "'<f4' # '<f8' # needs 16 bytes but has 8",
        "False # True # numpy.ascontiguousarray",
        "(2,) # (3,) # needs 12 bytes but has 8",
        "(2,) # (1,) # needs 4 bytes but has 8",
        "(2,) # () # needs 4 bytes but has 8",
        "(2,) # (999999999999, 999999999999) # too many",
        "(2,) # (-2,) # does not write",
        "(2,) # (9999999999999999999,) # does not write",
        "(2,) # 2 # does not write",
        "'descr' # 'desc' # does not write",
        ", } # , 'x': 1} # does not write"
      },
      quoteCharacter = '"')
  void anArrayThatIsNotAsItShouldBeIsRefusedByName(String part, String damage, String sentence) {
    assertThat(HEADER).contains(part);
    assertRefused(npy(HEADER.replace(part, damage), EIGHT), "'w'", sentence);
  }

  @Test
  void longerHeadersOfLaterVersionsAreRead() {
    byte[] first = npy(HEADER, new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0});
    byte[] second = new byte[first.length + 2];
    System.arraycopy(first, 0, second, 0, 10);
    second[6] = 2;
    System.arraycopy(first, 10, second, 12, first.length - 10);
    assertThat(NpyArray.parse(second, "w", "w.npz").values()).containsExactly(1, 0);
    second[6] = 4;
    assertRefused(second, "'w'", "version 4");
  }

  @Test
  void aTruncatedArrayIsRefusedByName() {
    byte[] whole = npy(HEADER, EIGHT);
    for (int length = 0; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length), "w.npz", "'w'");
    }
  }

  @Test
  void whatIsNoArrayIsRefusedByName() {
    assertArchiveRefused(zip(Map.of("notes.txt", EIGHT)), "'notes.txt'", "no array");
    assertArchiveRefused(zip(Map.of("w.npy", EIGHT)), "'w' is no array");
  }

  @Test
  void aNameThatIsThereTwiceIsRefused() {
    byte[] array = npy(HEADER, EIGHT);
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    arrays.put("v.npy", array);
    arrays.put("w.npy", array);
    byte[] archive = zip(arrays);
    String text = new String(archive, StandardCharsets.ISO_8859_1).replace("v.npy", "w.npy");
    assertArchiveRefused(text.getBytes(StandardCharsets.ISO_8859_1), "'w' twice");
  }

  @Test
  void aTruncatedArchiveIsRefused() {
    byte[] whole = resource("stored.npz");
    for (int length = 0; length < whole.length; length += 7) {
      assertArchiveRefused(Arrays.copyOf(whole, length), "w.npz", "truncated");
    }
  }

  @Test
  void arraysThatAreCutOutOfAnArchiveAreMissed() {
    byte[] whole = resource("stored.npz");
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    int second = text.indexOf("PK\3\4", 4);
    int directory = text.indexOf("PK\1\2");
    String cut = text.substring(0, second) + text.substring(directory);
    assertArchiveRefused(cut.getBytes(StandardCharsets.ISO_8859_1), "has 1 arrays but says 4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "compressed.npz"})
  void aDamagedArchiveIsRefusedOrReadAsItWas(String name) {
    byte[] whole = resource(name);
    List<String> written = values(Npz.parse(whole, name));
    int refused = 0;
    for (int seed = 0; seed < TRIALS; seed++) {
      byte[] damaged = damaged(whole, new Random(seed));
      try {
        assertThat(values(Npz.parse(damaged, name))).isEqualTo(written);
      } catch (BadInputException e) {
        refused++;
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertThat(refused).isBetween(TRIALS / 4, TRIALS - 1);
  }

  @Test
  void aDamagedArrayIsRefusedOrReadAsWhatIsWritten() {
    byte[] whole = npy(HEADER, new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40});
    int refused = 0;
    for (int seed = 0; seed < TRIALS; seed++) {
      byte[] damaged = damaged(whole, new Random(seed));
      try {
        requireRight(NpyArray.parse(damaged, "w", "w.npz"), damaged);
      } catch (BadInputException e) {
        refused++;
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertThat(refused).isBetween(TRIALS / 4, TRIALS - 1);
  }

  /** Reads the array a second time, trusting it. */
  private static void requireRight(Tensor tensor, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int data = text.indexOf('\n', 12) + 1;
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(data);
    double[] values = tensor.values();
    boolean wide = text.contains("<f8");
    for (double value : values) {
      double written = wide ? in.getDouble() : in.getFloat();
      assertThat(Double.compare(value, written)).as("%s for %s", value, written).isZero();
    }
    assertThat(in.hasRemaining()).isFalse();
  }

  /** One to four bytes changed. */
  private static byte[] damaged(byte[] whole, Random random) {
    byte[] damaged = whole.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    return damaged;
  }

  /** What the arrays hold; nothing guards their names. */
  private static List<String> values(Map<String, Tensor> tensors) {
    return tensors.values().stream()
        .map(tensor -> tensor.shape() + Arrays.toString(tensor.values()))
        .sorted()
        .toList();
  }

  private static byte[] resource(String name) {
    try (InputStream in = NpzTest.class.getResourceAsStream("/dev/deerpark/npz/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] npy(String header, byte[] values) {
    byte[] text = (header + "   \n").getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(10 + text.length + values.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) text.length)
        .put(text)
        .put(values)
        .array();
  }

  private static byte[] zip(Map<String, byte[]> members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        zip.putNextEntry(new ZipEntry(member.getKey()));
        zip.write(member.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void assertRefused(byte[] array, String... words) {
    assertThatThrownBy(() -> NpyArray.parse(array, "w", "w.npz"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(words)
        .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(400));
  }

  private static void assertArchiveRefused(byte[] archive, String... words) {
    assertThatThrownBy(() -> Npz.parse(archive, "w.npz"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(words)
        .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(400));
  }
}

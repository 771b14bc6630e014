// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.BadInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Damaged files: each is read as it says, or refused with a sentence. */
class OnnxFuzzTest {
  private static final long SEED = 20261126;
  private static final int TRIALS = Integer.getInteger("deerpark.fuzz.trials", 2000);
  private static final int STEPS = 3;

  @Test
  void aDamagedFileIsReadOrRefused() throws IOException {
    Random random = new Random(SEED);
    List<byte[]> files = files();
    int read = 0;
    int refused = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      byte[] damaged = damaged(files.get(random.nextInt(files.size())), random);
      try {
        OnnxModel model = OnnxModel.read(damaged, "fuzz.onnx", OnnxFuzzTest::beside, Cut.NONE);
        double[][] inputs = new double[STEPS][model.network().inputSize()];
        assertThat(model.network().evaluate(inputs).outputs())
            .hasDimensions(STEPS, model.network().outputSize());
        read++;
      } catch (BadInputException refusal) {
        assertThat(refusal.getMessage()).as("seed %d, trial %d", SEED, trial).hasSizeLessThan(400);
        refused++;
      } catch (Throwable failure) {
        throw new AssertionError("seed " + SEED + ", trial " + trial, failure);
      }
    }
    assertThat(read).isPositive();
    assertThat(refused).isGreaterThan(TRIALS / 3);
  }

  private static byte[] beside(String name) {
    if (name.endsWith(".weights")) {
      return new byte[1000];
    }
    throw new BadInputException("There is no file " + name + ".");
  }

  private static List<byte[]> files() throws IOException {
    List<byte[]> files = new ArrayList<>();
    List<Path> paths =
        Stream.concat(
                OnnxZoo.MODELS.stream().map(OnnxZoo::model),
                Stream.of("if_branch", "loop", "external_data_missing").map(OnnxZoo::refused))
            .toList();
    for (Path path : paths) {
      files.add(Files.readAllBytes(path));
    }
    return files;
  }

  /** A file with a few bytes changed, left out, repeated or cut off. */
  private static byte[] damaged(byte[] file, Random random) {
    byte[] bytes = file.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 3 -> bytes = without(bytes, at, random.nextInt(8));
        case 4 -> bytes = with(bytes, at, random);
        default -> bytes[at] = (byte) (bytes[at] + (random.nextBoolean() ? 1 : -1));
      }
    }
    return bytes;
  }

  private static byte[] without(byte[] bytes, int at, int count) {
    ByteArrayOutputStream left = new ByteArrayOutputStream();
    left.write(bytes, 0, at);
    int from = Math.min(bytes.length, at + count);
    left.write(bytes, from, bytes.length - from);
    return left.size() == 0 ? new byte[1] : left.toByteArray();
  }

  private static byte[] with(byte[] bytes, int at, Random random) {
    byte[] added = new byte[1 + random.nextInt(6)];
    random.nextBytes(added);
    ByteArrayOutputStream more = new ByteArrayOutputStream();
    more.write(bytes, 0, at);
    more.writeBytes(added);
    more.write(bytes, at, bytes.length - at);
    return more.toByteArray();
  }
}

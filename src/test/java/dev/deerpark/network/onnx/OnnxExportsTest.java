// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models as exporters write them, against what ONNX Runtime gives. */
class OnnxExportsTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/deerpark/exported");

  static List<Path> models() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".onnx")).sorted().toList();
    }
  }

  @Test
  void thereAreAllModels() throws IOException {
    assertThat(models()).hasSize(17);
  }

  @ParameterizedTest
  @MethodSource("models")
  void aModelGivesWhatOnnxRuntimeGives(Path model) throws IOException {
    String csv = model.getFileName().toString().replace(".onnx", ".csv");
    List<String> lines = Files.readAllLines(FOLDER.resolve(csv));
    int inputs =
        (int) Arrays.stream(lines.get(0).split(",")).filter(n -> n.startsWith("x")).count();
    double[][] rows =
        lines.stream()
            .skip(1)
            .map(line -> Arrays.stream(line.split(",")).skip(1))
            .map(cells -> cells.mapToDouble(Double::parseDouble).toArray())
            .toArray(double[][]::new);
    double[][] x =
        Arrays.stream(rows).map(row -> Arrays.copyOf(row, inputs)).toArray(double[][]::new);
    double[][] y = OnnxZoo.read(model, Cut.NONE).network().evaluate(x).outputs();
    for (int t = 0; t < rows.length; t++) {
      double[] expected = Arrays.copyOfRange(rows[t], inputs, rows[t].length);
      assertThat(y[t]).as("row %d", t).containsExactly(expected, within(1e-5));
    }
  }
}

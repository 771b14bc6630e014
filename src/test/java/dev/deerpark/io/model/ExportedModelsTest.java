// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deerpark.base.Precision;
import dev.deerpark.network.Network;
import dev.deerpark.network.NetworkModel;
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.Recurrence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the export script writes is read, and evaluated as PyTorch evaluates it. Where no Python has
 * torch this is skipped; {@code DEERPARK_PYTHON} names one that has.
 */
class ExportedModelsTest {
  private static final Path SCRIPT = Path.of("src", "main", "python", "test_export_model.py");
  private static final String SUFFIX = ".expected.json";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;

  private record Ended(int status, String said) {}

  @Test
  void anExportedNetworkIsPyTorchs() throws IOException, InterruptedException {
    Optional<String> python = pythonWithTorch();
    assumeTrue(python.isPresent(), "no Python here has torch");
    Ended ended = run(python.get(), "-W", "ignore", SCRIPT.toString(), folder.toString());
    assertThat(ended.status()).as(ended.said()).isZero();
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> expected = files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
      assertThat(expected).hasSizeGreaterThan(18);
      for (Path file : expected) {
        String name = file.getFileName().toString().replace(SUFFIX, "");
        requireSame(name, MAPPER.readTree(file.toFile()));
      }
    }
  }

  private void requireSame(String name, JsonNode expected) {
    String sidecar = folder.resolve(name + ".json").toString();
    Optional<NetworkModel> layers =
        ModelFile.readLayers(sidecar, Precision.DOUBLE, new Configuration());
    if (layers.isPresent()) {
      requireSame(name, layers.get().network(), expected);
    } else {
      requireSame(name, ModelFile.read(sidecar, Precision.DOUBLE, new Configuration()), expected);
    }
  }

  private static void requireSame(String name, Network network, JsonNode expected) {
    double[][] outputs = network.evaluate(rows(expected.get("inputs"))).outputs();
    double[][] rows = rows(expected.get("rows"));
    assertThat(outputs).as(name).hasSameDimensionsAs(rows);
    for (int step = 0; step < rows.length; step++) {
      assertThat(outputs[step])
          .as("%s, step %d", name, step)
          .containsExactly(rows[step], within(1e-6));
    }
  }

  private static void requireSame(String name, Model model, JsonNode expected) {
    Recurrence recurrence = model.spec().build();
    double[] state = recurrence.initialState();
    for (int step = 0; step < expected.get("inputs").size(); step++) {
      double[] next = new double[state.length];
      recurrence.step(state, numbers(expected.get("inputs").get(step)), next);
      state = next;
      double[] last = state;
      double[] output = model.readout().map(head -> head.apply(last)).orElse(new double[0]);
      double[] row = Stream.of(state, output).flatMapToDouble(java.util.Arrays::stream).toArray();
      assertThat(row)
          .as("%s, step %d", name, step)
          .containsExactly(numbers(expected.get("rows").get(step)), within(1e-6));
    }
  }

  private static double[][] rows(JsonNode list) {
    double[][] rows = new double[list.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = numbers(list.get(i));
    }
    return rows;
  }

  private static double[] numbers(JsonNode list) {
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.get(i).doubleValue();
    }
    return numbers;
  }

  private static Optional<String> pythonWithTorch() {
    String named = System.getenv("DEERPARK_PYTHON");
    List<String> candidates =
        named == null ? List.of("python3", "/usr/bin/python3") : List.of(named);
    return candidates.stream().filter(ExportedModelsTest::hasTorch).findFirst();
  }

  private static boolean hasTorch(String python) {
    try {
      return run(python, "-c", "import torch").status() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Ended run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }
}

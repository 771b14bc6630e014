// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.Recurrence;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A network that draws a noisy sine wave does so as PyTorch does. */
class AutoregressiveExampleTest {
  private static final String ROOT = "/dev/deerpark/";

  private static Model model;
  private static List<double[]> noise;
  private static List<double[]> expected;

  @BeforeAll
  static void read() throws IOException, URISyntaxException {
    String sidecar =
        AutoregressiveExampleTest.class
            .getResource(ROOT + "models/argru_sine.json")
            .toURI()
            .toString();
    model = ModelFile.read(sidecar, Precision.DOUBLE, new Configuration());
    noise = rows(new GZIPInputStream(resource("series/argru_sine_noise.csv.gz")), "t,eps");
    expected = rows(resource("expected/argru_sine.csv"), "t,x,h0,h1,h2");
    assertThat(noise).hasSize(10_000);
    assertThat(expected).hasSizeGreaterThan(200);
  }

  @Test
  void theWalkInDoubleIsTheExpectedOne() {
    assertThat(largestDifference(DoubleUnaryOperator.identity())).isLessThan(1e-8);
  }

  @Test
  void theWalkInFloatIsCloseToTheExpectedOne() {
    assertThat(largestDifference(value -> (float) value)).isBetween(1e-8, 1e-2);
  }

  private static double largestDifference(DoubleUnaryOperator rounding) {
    Recurrence network = model.spec().build();
    double[] state = network.initialState();
    double[] next = new double[state.length];
    double largest = 0;
    int row = 0;
    for (double[] drawn : noise) {
      network.step(state, new double[] {rounding.applyAsDouble(drawn[1])}, next);
      Arrays.setAll(state, i -> rounding.applyAsDouble(next[i]));
      if (row < expected.size() && expected.get(row)[0] == drawn[0]) {
        for (int i = 0; i < state.length; i++) {
          largest = Math.max(largest, Math.abs(state[i] - expected.get(row)[1 + i]));
        }
        row++;
      }
    }
    assertThat(row).as("rows compared").isEqualTo(expected.size());
    return largest;
  }

  private static InputStream resource(String name) {
    return AutoregressiveExampleTest.class.getResourceAsStream(ROOT + name);
  }

  private static List<double[]> rows(InputStream in, String header) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo(header);
      return lines
          .lines()
          .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
          .toList();
    }
  }
}

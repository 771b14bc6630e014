// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.InputBlock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shipped network walks the shipped electrocardiogram as PyTorch does. */
class EcgExampleTest {
  private static final String EXAMPLE = "/dev/deerpark/examples/ecg/";
  private static final String EXPECTED = "/dev/deerpark/expected/gru24_ecg208.csv";
  private static final int STEPS = 108_000;

  private static Model model;
  private static double[] inputs;

  /** State and readout after some of the steps, by time index. */
  private static SortedMap<Integer, double[]> expected;

  @BeforeAll
  static void read() throws IOException, URISyntaxException {
    model =
        ModelFile.read(
            resource(EXAMPLE + "gru24_ecg208.json"), Precision.DOUBLE, new Configuration());
    inputs = inputs(resource(EXAMPLE + "ecg208.parquet"));
    expected = expected();
  }

  @Test
  void theWalkInDoubleIsTheExpectedOne() {
    assertThat(largestDifference(DoubleUnaryOperator.identity())).isLessThan(1e-10);
  }

  @Test
  void theWalkInFloatIsCloseToTheExpectedOne() {
    assertThat(largestDifference(value -> (float) value)).isBetween(1e-10, 1e-4);
  }

  @Test
  void theVectorKernelsWalkInDoubleIsTheExpectedOne() {
    assertThat(largestDifference(Precision.DOUBLE)).isLessThan(1e-10);
  }

  @Test
  void theVectorKernelsWalkInFloatIsCloseToTheExpectedOne() {
    assertThat(largestDifference(Precision.FLOAT)).isBetween(1e-10, 1e-4);
  }

  /** Walks all steps by the vector kernel. */
  private static double largestDifference(Precision precision) {
    Numbers numbers = precision.allocate(STEPS);
    for (int t = 0; t < STEPS; t++) {
      numbers.set(t, inputs[t]);
    }
    Kernel kernel = new JvmKernels(model.spec(), precision).open(Optional.empty());
    double[] largest = {0};
    kernel.trace(
        new InputBlock(0, 0, STEPS, 1, numbers),
        0,
        STEPS,
        new double[kernel.stateSize()],
        (t, state) -> largest[0] = Math.max(largest[0], difference(t, state)));
    return largest[0];
  }

  /** How far state and output are from what is expected, where anything is. */
  private static double difference(int t, double[] state) {
    double[] row = expected.get(t);
    if (row == null) {
      return 0;
    }
    double[] output = model.readout().orElseThrow().apply(state);
    return Math.max(difference(state, row, 0), difference(output, row, state.length));
  }

  /** Walks all steps, rounding each input and state, and compares where something is expected. */
  private static double largestDifference(DoubleUnaryOperator rounding) {
    Recurrence gru = model.spec().build();
    double[] state = new double[gru.stateSize()];
    double[] next = new double[gru.stateSize()];
    double[] input = new double[1];
    double largest = 0;
    for (int t = 0; t < STEPS; t++) {
      input[0] = rounding.applyAsDouble(inputs[t]);
      gru.step(state, input, next);
      for (int i = 0; i < state.length; i++) {
        state[i] = rounding.applyAsDouble(next[i]);
      }
      largest = Math.max(largest, difference(t, state));
    }
    return largest;
  }

  private static double difference(double[] actual, double[] row, int from) {
    double largest = 0;
    for (int i = 0; i < actual.length; i++) {
      largest = Math.max(largest, Math.abs(actual[i] - row[from + i]));
    }
    return largest;
  }

  private static double[] inputs(String parquet) throws IOException {
    double[] inputs = new double[STEPS];
    Arrays.fill(inputs, Double.NaN);
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), new Path(parquet)).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        double value = row.getDouble(model.columns().get(0), 0);
        inputs[Math.toIntExact(row.getLong("t", 0))] = model.normalisation().apply(0, value);
      }
    }
    assertThat(inputs).doesNotContain(Double.NaN);
    return inputs;
  }

  private static SortedMap<Integer, double[]> expected() throws IOException {
    SortedMap<Integer, double[]> rows = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                EcgExampleTest.class.getResourceAsStream(EXPECTED), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).startsWith("t,h0,h1,").endsWith(",h23,y0");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        double[] row = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
        rows.put((int) row[0], Arrays.copyOfRange(row, 1, row.length));
      }
    }
    assertThat(rows).hasSizeGreaterThan(300).containsKey(0).containsKey(STEPS - 1);
    return rows;
  }

  private static String resource(String name) throws URISyntaxException {
    return EcgExampleTest.class.getResource(name).toURI().toString();
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.BadInputException;
import dev.deerpark.network.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Small ONNX files with the trajectories that they have to give, and some to refuse. */
public final class OnnxZoo {
  private static final Path FOLDER =
      Path.of("src", "test", "resources", "dev", "deerpark", "onnx").toAbsolutePath();

  /** Every model that is evaluated. */
  public static final List<String> MODELS = names();

  private OnnxZoo() {}

  private static List<String> names() {
    try (Stream<Path> files = Files.list(FOLDER.resolve("models"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".onnx", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path model(String name) {
    return FOLDER.resolve("models").resolve(name + ".onnx");
  }

  public static Path refused(String name) {
    return FOLDER.resolve("refuse").resolve(name + ".onnx");
  }

  /** The series of a model, a CSV file with the columns {@code t, x0, ...}. */
  public static Path series(String name) {
    return FOLDER.resolve("inputs").resolve(name + ".csv");
  }

  /** The series for the models to refuse. */
  public static Path seriesToRefuse() {
    return FOLDER.resolve("refuse").resolve("inputs.csv");
  }

  /** The inputs, {@code [T][I]}. */
  public static double[][] inputs(String name) {
    return numbers(series(name));
  }

  /** The states of all nodes side by side, then the outputs, {@code [T][]}. */
  public static double[][] expected(String name, boolean inDouble) {
    String suffix = inDouble ? ".float64.csv" : ".csv";
    return numbers(FOLDER.resolve("expected").resolve(name + suffix));
  }

  private static double[][] numbers(Path csv) {
    try {
      return Files.readAllLines(csv).stream()
          .skip(1)
          .map(line -> Arrays.stream(line.split(",")).skip(1))
          .map(cells -> cells.mapToDouble(Double::parseDouble).toArray())
          .toArray(double[][]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a file, with what lies beside it. */
  public static OnnxModel read(Path file, Cut cut) {
    try {
      return OnnxModel.read(
          Files.readAllBytes(file), file.getFileName().toString(), name -> beside(file, name), cut);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] beside(Path file, String name) {
    try {
      return Files.readAllBytes(file.resolveSibling(name));
    } catch (IOException e) {
      throw new BadInputException(String.format(Locale.ROOT, "There is no file %s.", name), e);
    }
  }

  /** All states, then the outputs, as the expected files have them. */
  public static double[][] together(Network.Evaluation evaluation) {
    double[][] all = new double[evaluation.outputs().length][];
    for (int t = 0; t < all.length; t++) {
      List<double[]> parts = new ArrayList<>();
      for (double[][] states : evaluation.states()) {
        parts.add(states[t]);
      }
      parts.add(evaluation.outputs()[t]);
      all[t] = parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }
    return all;
  }

  /** The largest absolute difference of two tables of the same shape. */
  public static double largestDifference(double[][] found, double[][] expected) {
    assertThat(found).hasSameDimensionsAs(expected);
    double largest = 0;
    for (int t = 0; t < found.length; t++) {
      for (int i = 0; i < found[t].length; i++) {
        largest = Math.max(largest, Math.abs(found[t][i] - expected[t][i]));
      }
    }
    return largest;
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * A network of random weights as PyTorch would write it, and a plain loop over its equations, which
 * knows nothing of how networks are read or evaluated.
 */
public final class LayersFixture {
  public static final int INPUTS = 2;
  public static final int UNITS = 3;
  public static final int OUTPUTS = 2;
  static final double[] MEAN = {0.5, -1};
  static final double[] STD = {2, 0.5};
  static final double[] TARGET_MEAN = {3, -4};
  static final double[] TARGET_STD = {10, 0.25};

  private final String type;
  private final int layers;
  private final boolean bothDirections;
  private final boolean bias;

  /** By name; row after row. */
  final Map<String, float[]> tensors = new LinkedHashMap<>();

  private final Map<String, int[]> shapes = new LinkedHashMap<>();
  private final Random random;

  public LayersFixture(String type, int layers, boolean bothDirections, boolean bias, long seed) {
    this.type = type;
    this.layers = layers;
    this.bothDirections = bothDirections;
    this.bias = bias;
    this.random = new Random(seed);
    for (int layer = 0; layer < layers; layer++) {
      for (String ending : endings(layer)) {
        int rows = gates() * UNITS;
        put("rnn.weight_ih" + ending, rows, layer == 0 ? INPUTS : width());
        put("rnn.weight_hh" + ending, rows, UNITS);
        if (bias) {
          put("rnn.bias_ih" + ending, rows);
          put("rnn.bias_hh" + ending, rows);
        }
      }
    }
    put("head.weight", OUTPUTS, width());
    put("head.bias", OUTPUTS);
  }

  void put(String name, int... shape) {
    float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() / 2);
    }
    tensors.put(name, values);
    shapes.put(name, shape);
  }

  private List<String> endings(int layer) {
    return bothDirections
        ? List.of("_l" + layer, "_l" + layer + "_reverse")
        : List.of("_l" + layer);
  }

  /** Numbers in what a layer gives. */
  int width() {
    return bothDirections ? 2 * UNITS : UNITS;
  }

  private int gates() {
    return switch (type) {
      case "lstm" -> 4;
      case "gru" -> 3;
      default -> 1;
    };
  }

  /** The sidecar, with a readout, and a target where that is wanted. */
  String sidecar(boolean target) {
    return String.format(
        Locale.ROOT,
        """
        {"name": "stack", "type": "%s", "input_size": 2, "hidden_size": 3, "num_layers": %d,
         "bidirectional": %s, "bias": %s, "prefix": "rnn.", "weights": "stack.safetensors",
         "columns": ["x0", "x1"], "normalisation": {"mean": [0.5, -1], "std": [2, 0.5]},
         "readout": {"weight": "head.weight", "bias": "head.bias", "output_size": 2,
                     "activation": ["relu", "linear"]}%s}
        """,
        type,
        layers,
        bothDirections,
        bias,
        target ? ", \"target\": {\"mean\": [3, -4], \"std\": [10, 0.25]}" : "");
  }

  /** The weights file. */
  byte[] weights() {
    List<String> entries = new ArrayList<>();
    int size = tensors.values().stream().mapToInt(values -> values.length).sum() * Float.BYTES;
    ByteBuffer data = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    tensors.forEach(
        (name, values) -> {
          int from = data.position();
          for (float value : values) {
            data.putFloat(value);
          }
          entries.add(
              String.format(
                  Locale.ROOT,
                  "\"%s\": {\"dtype\": \"F32\", \"shape\": %s, \"data_offsets\": [%d, %d]}",
                  name,
                  Arrays.toString(shapes.get(name)),
                  from,
                  data.position()));
        });
    return WeightsFixture.safetensors("{" + String.join(", ", entries) + "}", data.array());
  }

  /** Writes both files to a folder; returns the sidecar's path. */
  public Path write(Path folder, boolean target) {
    try {
      Files.write(folder.resolve("stack.safetensors"), weights());
      return Files.writeString(folder.resolve("stack.json"), sidecar(target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The outputs of raw inputs.
   *
   * @param target whether in the units of the data
   */
  public double[][] outputs(double[][] inputs, boolean target) {
    double[][] units = units(inputs);
    double[][] outputs = new double[inputs.length][OUTPUTS];
    for (int t = 0; t < inputs.length; t++) {
      for (int i = 0; i < OUTPUTS; i++) {
        double sum = tensors.get("head.bias")[i];
        for (int j = 0; j < width(); j++) {
          sum += tensors.get("head.weight")[i * width() + j] * Math.max(units[t][j], 0);
        }
        outputs[t][i] = target ? sum * TARGET_STD[i] + TARGET_MEAN[i] : sum;
      }
    }
    return outputs;
  }

  /** The units of the last layer. */
  double[][] units(double[][] inputs) {
    double[][] rows = new double[inputs.length][INPUTS];
    for (int t = 0; t < rows.length; t++) {
      for (int i = 0; i < INPUTS; i++) {
        rows[t][i] = (inputs[t][i] - MEAN[i]) / STD[i];
      }
    }
    for (int layer = 0; layer < layers; layer++) {
      double[][] next = new double[rows.length][width()];
      List<String> endings = endings(layer);
      for (int direction = 0; direction < endings.size(); direction++) {
        walk(rows, endings.get(direction), direction == 1, next, direction * UNITS);
      }
      rows = next;
    }
    return rows;
  }

  private void walk(double[][] rows, String ending, boolean back, double[][] to, int place) {
    double[] h = new double[UNITS];
    double[] c = new double[UNITS];
    for (int i = 0; i < rows.length; i++) {
      int t = back ? rows.length - 1 - i : i;
      double[] ofInput = sums("ih" + ending, rows[t]);
      double[] ofUnits = sums("hh" + ending, h);
      for (int k = 0; k < UNITS; k++) {
        h[k] = unit(k, ofInput, ofUnits, h[k], c);
        to[t][place + k] = h[k];
      }
    }
  }

  /** One unit's next value, by the equations in PyTorch's documentation. */
  private double unit(int k, double[] ofInput, double[] ofUnits, double h, double[] c) {
    if (type.equals("rnn")) {
      return Math.tanh(ofInput[k] + ofUnits[k]);
    }
    if (type.equals("gru")) {
      double r = sigmoid(ofInput[k] + ofUnits[k]);
      double z = sigmoid(ofInput[UNITS + k] + ofUnits[UNITS + k]);
      double n = Math.tanh(ofInput[2 * UNITS + k] + r * ofUnits[2 * UNITS + k]);
      return (1 - z) * n + z * h;
    }
    double i = sigmoid(ofInput[k] + ofUnits[k]);
    double f = sigmoid(ofInput[UNITS + k] + ofUnits[UNITS + k]);
    double g = Math.tanh(ofInput[2 * UNITS + k] + ofUnits[2 * UNITS + k]);
    double o = sigmoid(ofInput[3 * UNITS + k] + ofUnits[3 * UNITS + k]);
    c[k] = f * c[k] + i * g;
    return o * Math.tanh(c[k]);
  }

  private double[] sums(String name, double[] of) {
    float[] weight = tensors.get("rnn.weight_" + name);
    float[] biases = tensors.get("rnn.bias_" + name);
    double[] sums = new double[gates() * UNITS];
    for (int row = 0; row < sums.length; row++) {
      sums[row] = biases == null ? 0 : biases[row];
      for (int column = 0; column < of.length; column++) {
        sums[row] += weight[row * of.length + column] * of[column];
      }
    }
    return sums;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Random inputs, {@code [T][INPUTS]}. */
  public static double[][] inputs(int steps, long seed) {
    Random random = new Random(seed);
    double[][] inputs = new double[steps][];
    for (int t = 0; t < steps; t++) {
      inputs[t] = random.doubles(INPUTS, -2, 2).toArray();
    }
    return inputs;
  }
}

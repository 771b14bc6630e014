// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.kernel.jvm.cell.Cells;
import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.Lorenz96;
import dev.deerpark.recurrence.MeanField;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.recurrence.TwoWellLangevin;
import dev.deerpark.recurrence.network.AutoregressiveGruWeights;
import dev.deerpark.recurrence.network.DiagonalLinear;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LayerWeights;
import dev.deerpark.recurrence.network.LemWeights;
import dev.deerpark.recurrence.network.LstmWeights;
import dev.deerpark.recurrence.network.MguWeights;
import dev.deerpark.recurrence.network.RnnWeights;
import dev.deerpark.sequence.States;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;

/**
 * A model of any kind for tests.
 *
 * @param stateSize D
 * @param inputSize I
 * @param scale how large its states are
 */
public record TestSpec(RecurrenceSpec model, int stateSize, int inputSize, double scale) {

  /** How a model is put in words, by size and inputs as far as it has them. */
  private interface Words extends BiFunction<Integer, Integer, String> {}

  /** Models of each type, one for each of its ways through the code. */
  private static final Map<Class<?>, List<Words>> SAMPLES =
      Map.of(
          GruWeights.class, layers("gru", "gru_relu", "gru_before", "gru_before_relu"),
          LstmWeights.class, layers("lstm", "lstm_peepholes", "lstm_relu"),
          RnnWeights.class, layers("rnn_tanh", "rnn_relu", "rnn_sigmoid"),
          MguWeights.class, layers("mgu"),
          LemWeights.class, layers("lem"),
          DiagonalLinear.class, layers("diagonal_linear"),
          AutoregressiveGruWeights.class, List.of((size, inputs) -> "gru_autoregressive " + size),
          Lorenz96.class,
              List.of(
                  (size, inputs) -> "lorenz96 " + Math.max(4, size) + " " + Math.min(1, inputs)),
          MeanField.class,
              List.of((size, inputs) -> "mean_field " + Math.max(2, size) + " " + inputs),
          TwoWellLangevin.class, List.of((size, inputs) -> "langevin"));

  private static List<Words> layers(String... types) {
    return Arrays.stream(types)
        .<Words>map(type -> (size, inputs) -> type + " " + size + " " + inputs)
        .toList();
  }

  /** The words of models of every type that the jvm kernel knows, for {@link #of}. */
  public static List<String> everyModel(int size, int inputs) {
    return Cells.models().stream()
        .flatMap(
            type -> {
              assertThat(SAMPLES).as("samples here of each type in Cells").containsKey(type);
              return SAMPLES.get(type).stream().map(words -> words.apply(size, inputs));
            })
        .toList();
  }

  /**
   * Draws a model.
   *
   * @param words a type with its sizes: a layer with H and I, {@code gru_autoregressive H}, {@code
   *     lorenz96 D I}, {@code mean_field D I} or {@code langevin}
   * @param gain of weights
   */
  public static TestSpec of(String words, double gain, Random random) {
    String[] word = words.split(" ");
    int size = word.length > 1 ? Integer.parseInt(word[1]) : 0;
    int inputs = word.length > 2 ? Integer.parseInt(word[2]) : 0;
    return switch (word[0]) {
      case "gru" -> of(TestGrus.gru(inputs, size, gain, random), 1);
      case "gru_relu" -> gru(layer(3, size, inputs, gain, random), true);
      case "gru_before" ->
          of(
              new GruWeights(
                  layer(3, size, inputs, gain, random), false, Activation.SIGMOID, Activation.TANH),
              1);
      case "gru_before_relu" -> gru(layer(3, size, inputs, gain, random), false);
      case "lstm" -> of(new LstmWeights(layer(4, size, inputs, gain, random)), 1);
      case "lstm_peepholes" ->
          of(
              new LstmWeights(
                  layer(4, size, inputs, gain, random),
                  TestGrus.uniform(3 * size, 1, random),
                  Activation.SIGMOID,
                  Activation.TANH,
                  Activation.TANH),
              1);
      case "lstm_relu" ->
          of(
              new LstmWeights(
                  layer(4, size, inputs, gain, random),
                  new double[0],
                  Activation.SIGMOID,
                  Activation.RELU,
                  Activation.SIGMOID),
              1);
      case "rnn_tanh", "rnn_relu", "rnn_sigmoid" ->
          of(
              new RnnWeights(
                  layer(1, size, inputs, gain, random),
                  Activation.valueOf(word[0].substring(4).toUpperCase(Locale.ROOT))),
              1);
      case "mgu" -> of(new MguWeights(layer(2, size, inputs, gain, random)), 1);
      case "lem" -> of(lem(size, inputs, gain, random), 1);
      case "diagonal_linear" -> of(diagonal(size, inputs, gain, random), 1);
      case "gru_autoregressive" -> of(autoregressive(size, gain, random), 1);
      case "lorenz96" -> of(new Lorenz96(size, 8, 0.01, inputs), 8);
      case "mean_field" -> of(new MeanField(size, gain, random.nextLong(), inputs), gain);
      case "langevin" -> of(new TwoWellLangevin(0.05, 1), 3);
      default -> throw new IllegalArgumentException(words);
    };
  }

  private static TestSpec of(RecurrenceSpec model, double scale) {
    return new TestSpec(model, model.build().stateSize(), model.build().inputSize(), scale);
  }

  private static LayerWeights layer(int gates, int size, int inputs, double gain, Random random) {
    double scale = gain / Math.sqrt(size);
    return new LayerWeights(
        gates,
        inputs,
        size,
        TestGrus.uniform(gates * size * inputs, scale, random),
        TestGrus.uniform(gates * size * size, scale, random),
        TestGrus.uniform(gates * size, scale, random),
        TestGrus.uniform(gates * size, scale, random));
  }

  private static TestSpec gru(LayerWeights layer, boolean resetAfter) {
    return of(new GruWeights(layer, resetAfter, Activation.SIGMOID, Activation.RELU), 1);
  }

  private static LemWeights lem(int size, int inputs, double gain, Random random) {
    double scale = gain / Math.sqrt(size);
    return new LemWeights(
        inputs,
        size,
        0.75,
        TestGrus.uniform(4 * size * inputs, scale, random),
        TestGrus.uniform(4 * size, scale, random),
        TestGrus.uniform(3 * size * size, scale, random),
        TestGrus.uniform(3 * size, scale, random),
        TestGrus.uniform(size * size, scale, random),
        TestGrus.uniform(size, scale, random));
  }

  private static DiagonalLinear diagonal(int size, int inputs, double gain, Random random) {
    double scale = gain / Math.sqrt(size);
    return new DiagonalLinear(
        inputs,
        TestGrus.uniform(size, 1, random),
        TestGrus.uniform(size * inputs, scale, random),
        TestGrus.uniform(size, scale, random));
  }

  private static AutoregressiveGruWeights autoregressive(int units, double gain, Random random) {
    double bound = gain / Math.sqrt(units);
    return new AutoregressiveGruWeights(
        TestGrus.gru(1, units, gain, random),
        new Readout(
            2, TestGrus.uniform(2 * units, bound, random), TestGrus.uniform(2, bound, random)),
        TestGrus.uniform(2, bound, random));
  }

  /** Start states that are floats. */
  public States starts(int segments, Random random) {
    return new States(TestGrus.uniform(stateSize * segments, scale, random), stateSize);
  }
}

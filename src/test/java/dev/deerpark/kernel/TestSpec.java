// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.kernel.jvm.cell.Cells;
import dev.deerpark.recurrence.Lorenz96;
import dev.deerpark.recurrence.MeanField;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.recurrence.TwoWellLangevin;
import dev.deerpark.recurrence.network.AutoregressiveGruWeights;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.sequence.States;
import java.util.List;
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

  /** How a model of each type is put in words, by size and inputs as far as it has them. */
  private static final Map<Class<?>, BiFunction<Integer, Integer, String>> SAMPLES =
      Map.of(
          GruWeights.class, (size, inputs) -> "gru " + size + " " + inputs,
          AutoregressiveGruWeights.class, (size, inputs) -> "gru_autoregressive " + size,
          Lorenz96.class,
              (size, inputs) -> "lorenz96 " + Math.max(4, size) + " " + Math.min(1, inputs),
          MeanField.class, (size, inputs) -> "mean_field " + Math.max(2, size) + " " + inputs,
          TwoWellLangevin.class, (size, inputs) -> "langevin");

  /** The words of a model of every type that the jvm kernel knows, for {@link #of}. */
  public static List<String> everyModel(int size, int inputs) {
    return Cells.models().stream()
        .map(
            type -> {
              assertThat(SAMPLES).as("a sample here of each type in Cells").containsKey(type);
              return SAMPLES.get(type).apply(size, inputs);
            })
        .toList();
  }

  /**
   * Draws a model.
   *
   * @param words a type with its sizes: {@code gru D I}, {@code gru_autoregressive H}, {@code
   *     lorenz96 D I}, {@code mean_field D I} or {@code langevin}
   * @param gain of weights
   */
  public static TestSpec of(String words, double gain, Random random) {
    String[] word = words.split(" ");
    int size = word.length > 1 ? Integer.parseInt(word[1]) : 0;
    int inputs = word.length > 2 ? Integer.parseInt(word[2]) : 0;
    return switch (word[0]) {
      case "gru" -> of(TestGrus.gru(inputs, size, gain, random), 1);
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

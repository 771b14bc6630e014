// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.Lorenz96;
import dev.deerpark.recurrence.MeanField;
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.recurrence.TwoWellLangevin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EquationModelsTest {
  @TempDir Path folder;

  static Stream<Arguments> models() {
    return Stream.of(
        Arguments.of("lorenz96", "{\"dimension\": 40}", new Lorenz96(40, 8, 0.01, 0)),
        Arguments.of(
            "lorenz96",
            "{\"dimension\": 5, \"forcing\": -2.5, \"dt\": 0.05, \"inputs\": 1}",
            new Lorenz96(5, -2.5, 0.05, 1)),
        Arguments.of(
            "mean_field",
            "{\"size\": 10, \"gain\": 1.2, \"seed\": 3}",
            new MeanField(10, 1.2, 3, 0)),
        Arguments.of("langevin", "{}", new TwoWellLangevin(0.01, 1)),
        Arguments.of("langevin", "{\"temperature\": 0.5}", new TwoWellLangevin(0.01, 0.5)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void aSidecarWithParametersIsAModel(String type, String parameters, RecurrenceSpec spec) {
    Model model = read("{\"type\": \"" + type + "\", \"parameters\": " + parameters + "}");
    assertThat(model.spec()).isEqualTo(spec);
    assertThat(model.type()).isEqualTo(type);
    assertThat(model.name()).isEqualTo("model.json");
    assertThat(model.readout()).isEmpty();
    assertThat(model.columns()).isEmpty();
    assertThat(model.digest()).matches("[0-9a-f]{64}");
  }

  @Test
  void columnsAndNormalisationGoWithTheInputsOfTheEquations() {
    Model model =
        read(
            """
            {"type": "langevin", "parameters": {}, "columns": ["east", "north"],
             "normalisation": {"mean": [0, 1], "std": [1, 2]}}
            """);
    assertThat(model.columns()).containsExactly("east", "north");
    assertThat(model.normalisation().apply(1, 5)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lorenz96 | null | 'parameters' is missing",
        "lorenz96 | {} | 'dimension' is missing",
        "lorenz96 | {\"dimension\": 3} | 'dimension' is 3 but must be between 4 and 65536",
        "lorenz96 | {\"dimension\": 5.5} | 'dimension' is not an integer",
        "lorenz96 | {\"dimension\": 5, \"forcing\": \"8\"} | 'forcing' is not a finite number",
        "lorenz96 | {\"dimension\": 5, \"dt\": 0} | 'dt' is 0 but must be between 1.0E-6 and 1",
        "lorenz96 | {\"dimension\": 5, \"force\": 8} | 'force' is unknown; known are dimension, dt, forcing, inputs",
        "mean_field | {\"size\": 10, \"seed\": 1} | 'gain' is missing",
        "mean_field | {\"size\": 10, \"gain\": 1e999, \"seed\": 1} | 'gain' is not a finite number",
        "langevin | {\"temperature\": -1} | 'temperature' is -1 but must be between 0 and 1000",
        "langevin | [1] | 'parameters' is not an object",
      })
  void parametersThatAreWrongAreRefusedByName(String type, String parameters, String sentence) {
    String sidecar = "{\"type\": \"" + type + "\", \"parameters\": " + parameters + "}";
    assertThatThrownBy(() -> read(sidecar))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("model.json", sentence);
  }

  private Model read(String sidecar) {
    try {
      Path file = Files.writeString(folder.resolve("model.json"), sidecar);
      return ModelFile.read(file.toString(), Precision.DOUBLE, new Configuration());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

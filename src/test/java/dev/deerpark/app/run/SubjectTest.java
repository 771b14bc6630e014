// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.recurrence.OutputScale;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubjectTest {
  private static final String EXAMPLE = "/dev/deerpark/examples/ecg/gru24_ecg208";
  private static final String COLUMNS = "\"columns\": [\n  \"mlii_mv\"\n ],";

  @TempDir Path folder;
  private String sidecar;

  @BeforeEach
  void copyExample() throws IOException {
    try (InputStream weights = getClass().getResourceAsStream(EXAMPLE + ".safetensors");
        InputStream json = getClass().getResourceAsStream(EXAMPLE + ".json")) {
      Files.write(folder.resolve("gru24_ecg208.safetensors"), weights.readAllBytes());
      sidecar = new String(json.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(sidecar).contains(COLUMNS);
  }

  @Test
  void theOnlyOtherColumnOfTheTableIsTheInputAndThatIsSaid() {
    Subject subject = load(sidecar.replace(COLUMNS, ""), List.of("volt"), Map.of());
    assertThat(subject.model().columns()).containsExactly("volt");
    assertThat(subject.model().assumptions()).singleElement().asString().contains("volt");
  }

  @Test
  void columnsThatAreNamedAreTakenWhateverElseTheTableHas() {
    Subject subject = load(sidecar, List.of("volt"), Map.of());
    assertThat(subject.model().columns()).containsExactly("mlii_mv");
    assertThat(subject.model().assumptions()).isEmpty();
    Subject named = load(sidecar, List.of("volt"), Map.of(Option.VALUE_COLUMNS, "other"));
    assertThat(named.model().columns()).containsExactly("other");
  }

  @Test
  void whereThereIsAChoiceOfColumnsTheTablesAreListed() {
    List<String> many = IntStream.range(0, 10_000).mapToObj(i -> "column" + i).toList();
    assertThatThrownBy(() -> load(sidecar.replace(COLUMNS, ""), many, Map.of()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(
            "takes 1 value column", "10000: column0, column1", "more. Name them", "--value-columns")
        .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(400));
  }

  @Test
  void theSidecarsStartIsTheRuns() {
    String start = "[" + "0.5,".repeat(23) + "0.25]";
    Subject subject = load(sidecar.replace("\"zeros\"", start), List.of(), Map.of());
    assertThat(subject.initialState()).hasSize(24).startsWith(0.5).endsWith(0.25);
    assertThat(load(sidecar, List.of(), Map.of()).initialState()).containsOnly(0);
  }

  @Test
  void theUnitsOfTheOutputAreThoseAskedForElseThoseOfTheDataWhereTheyAreKnown() {
    String known = sidecar.replace(COLUMNS, COLUMNS + "\"target\": {\"mean\": [1], \"std\": [2]},");
    assertThat(scale(known, Map.of())).isEqualTo(OutputScale.DATA);
    assertThat(scale(known, Map.of(Option.OUTPUT_SCALE, "data"))).isEqualTo(OutputScale.DATA);
    assertThat(scale(known, Map.of(Option.OUTPUT_SCALE, "model"))).isEqualTo(OutputScale.MODEL);
    assertThat(scale(sidecar, Map.of())).isEqualTo(OutputScale.MODEL);
    assertThatThrownBy(() -> scale(sidecar, Map.of(Option.OUTPUT_SCALE, "data")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--output-scale data", "no 'target'");
  }

  private OutputScale scale(String json, Map<Option, String> options) {
    return load(json, List.of(), options).model().output().orElseThrow().scale();
  }

  private Subject load(String json, List<String> others, Map<Option, String> options) {
    try {
      String path = Files.writeString(folder.resolve("m.json"), json).toString();
      return Subject.load(settings(path, options), new Configuration(), () -> others);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EvaluateSettings settings(String model, Map<Option, String> options) {
    Map<Option, String> all = new EnumMap<>(Option.class);
    all.put(Option.MODEL, model);
    all.put(Option.INPUT, "series.csv");
    all.putAll(options);
    return EvaluateSettings.forInspect(OptionValues.resolve(all, Map.of()));
  }
}

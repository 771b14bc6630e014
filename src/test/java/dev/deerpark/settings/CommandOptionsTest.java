// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.settings.streaming.StreamCommandSettings;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The options that a command declares are those that its settings read. */
class CommandOptionsTest {

  /** Values that remember which of them were asked for. */
  private static final class Recording extends OptionValues {

    private final Set<Option> asked;

    Recording(Map<Option, OptionValue> values, Set<Option> asked) {
      super(values, Redaction.DEFAULT);
      this.asked = asked;
    }

    @Override
    OptionValues only(Set<Option> options) {
      Map<Option, OptionValue> some = new EnumMap<>(Option.class);
      options.forEach(option -> some.put(option, super.get(option)));
      return new Recording(some, asked);
    }

    @Override
    public OptionValues withDefaultsBut(Set<Option> options) {
      Map<Option, OptionValue> all = new EnumMap<>(Option.class);
      super.withDefaultsBut(options).all().forEach(value -> all.put(value.option(), value));
      return new Recording(all, asked);
    }

    @Override
    public OptionValue get(Option option) {
      asked.add(option);
      return super.get(option);
    }
  }

  private static Set<Option> read(Map<Option, String> given, Consumer<OptionValues> settings) {
    Map<Option, OptionValue> values = new EnumMap<>(Option.class);
    OptionValues.resolve(given, Map.of()).all().forEach(value -> values.put(value.option(), value));
    Set<Option> asked = EnumSet.noneOf(Option.class);
    Recording recording = new Recording(values, asked);
    recording.isVerbose(); // as before every command
    settings.accept(recording);
    return asked;
  }

  @Test
  void evaluateReadsWhatItDeclares() {
    assertThat(read(Map.of(Option.EXAMPLE, "ecg"), EvaluateSettings::forEvaluate))
        .isEqualTo(EvaluateSettings.EVALUATE_OPTIONS);
  }

  @Test
  void streamReadsWhatItDeclares() {
    Map<Option, String> given =
        Map.of(
            Option.MODEL,
            "m",
            Option.INPUT,
            "in",
            Option.OUTPUT,
            "out",
            Option.CHECKPOINT,
            "states");
    assertThat(read(given, StreamCommandSettings::of)).containsAll(StreamCommandSettings.OPTIONS);
  }

  @Test
  void inspectReadsWhatItDeclares() {
    assertThat(read(Map.of(Option.EXAMPLE, "ecg"), EvaluateSettings::forInspect))
        .isEqualTo(EvaluateSettings.INSPECT_OPTIONS);
  }

  @Test
  void generateReadsWhatItDeclares() {
    Map<Option, String> given = Map.of(Option.OUTPUT, "out", Option.STEPS, "10");
    assertThat(read(given, GenerateSettings::of)).isEqualTo(GenerateSettings.OPTIONS);
  }

  @Test
  void studyReadsWhatItDeclares() {
    assertThat(read(Map.of(Option.OUTPUT, "out"), StudySettings::of))
        .isEqualTo(StudySettings.OPTIONS);
  }

  @Test
  void benchReadsWhatItDeclares() {
    assertThat(read(Map.of(), BenchSettings::of)).isEqualTo(BenchSettings.OPTIONS);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.DampingSettings.Kind;
import dev.deerpark.solve.Method;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudySettingsTest {

  private static StudySettings of(Option option, String value, Object... more) {
    Map<Option, String> options = new EnumMap<>(Option.class);
    options.put(Option.OUTPUT, "out");
    options.put(option, value);
    for (int i = 0; i < more.length; i += 2) {
      options.put((Option) more[i], (String) more[i + 1]);
    }
    return StudySettings.of(OptionValues.resolve(options, Map.of()));
  }

  @Test
  void theDefaultIsAGridToBeginWith() {
    StudySettings.Axes axes = of(Option.OUTPUT, "out").axes();
    assertThat(axes.networks()).extracting(Object::toString).containsExactly("gru:D=32");
    assertThat(axes.lengths()).containsExactly(100_000L, 300_000L, 1_000_000L);
    assertThat(axes.methods()).contains(Optional.empty(), Optional.of(Method.SEQUENTIAL));
    assertThat(axes.strong()).isTrue();
    assertThat(axes.weak()).isFalse();
    assertThat(axes.executors()).isEmpty();
  }

  @Test
  void whatIsGivenTakesPrecedenceOverThePreset() {
    StudySettings.Axes axes =
        of(
                Option.PRESET, "elk-figure-2",
                Option.SCALE, "0.1",
                Option.STATE_SIZES, "4,8",
                Option.GENERATE, "gru,mean-field:gain=1.5",
                Option.WEAK, "true",
                Option.EXECUTORS, "1,2")
            .axes();
    assertThat(axes.networks())
        .extracting(Object::toString)
        .containsExactly(
            "gru:D=4", "mean-field:D=4:gain=1.5", "gru:D=8", "mean-field:D=8:gain=1.5");
    assertThat(axes.lengths()).containsExactly(3000L, 10_000L, 30_000L, 100_000L);
    assertThat(axes.strong()).isFalse();
    assertThat(axes.executors()).containsExactly(1, 2);
  }

  @Test
  void dampingIsForMethodsThatAreDamped() {
    StudySettings settings =
        of(Option.METHODS, "deer,elk", Option.DAMPING, "fixed:1e-3", Option.LENGTHS, "1e5");
    assertThat(settings.damping().get(Method.DEER).kind()).isEqualTo(Kind.NONE);
    assertThat(settings.damping().get(Method.ELK).kind()).isEqualTo(Kind.FIXED);
    assertThat(settings.axes().lengths()).isEqualTo(List.of(100_000L));
  }

  @ParameterizedTest
  @CsvSource({
    "LENGTHS, 1.5, whole numbers of steps",
    "LENGTHS, '1e5,1e5', name each once",
    "EXECUTORS, 0, whole numbers from 1",
    "GENERATE, gru:D=0, units",
    "GENERATE, perceptron, gru:D=64",
    "GENERATE, gru:gain=2, mean-field",
    "PRESET, elk-figure-3, the presets are",
    "PRESET, elk-figure-4, --model is missing",
    "VERIFY, none, checked",
    "LENGTH, 1e10, --predict and --length go together",
    "METHODS, newton, the known methods are",
    "KERNELS, cuda, the known values are",
    "SCALE, 0, positive number",
  })
  void whatCannotBeUsedIsRefused(Option option, String value, String advice) {
    assertThatThrownBy(() -> of(option, value))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(advice)
        .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(400));
  }

  @Test
  void optionsThatExcludeEachOtherAreRefused() {
    assertThatThrownBy(() -> of(Option.EXECUTORS, "1", Option.CORES, "1"))
        .hasMessageContaining("exclude each other");
    assertThatThrownBy(() -> of(Option.MODEL, "m.json", Option.GENERATE, "gru"))
        .hasMessageContaining("exclude each other");
    assertThatThrownBy(() -> of(Option.RESUME, "true", Option.OVERWRITE, "true"))
        .hasMessageContaining("exclude each other");
    assertThatThrownBy(() -> of(Option.PREDICT, "true", Option.LENGTH, "1e9"))
        .hasMessageContaining("--executors is missing");
    assertThatThrownBy(() -> StudySettings.of(OptionValues.resolve(Map.of(), Map.of())))
        .hasMessageContaining("--output is missing");
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import static dev.deerpark.settings.Given.evaluate;
import static dev.deerpark.settings.Given.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.solve.Method;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The settings of {@code evaluate --methods}. */
class ComparisonSettingsTest {
  @Test
  void dampingInAComparisonIsForTheMethodsThatAreDamped() {
    EvaluateSettings settings =
        evaluate(
            Map.of(
                Option.MODEL, "m.json",
                Option.INPUT, "in",
                Option.METHODS, "deer,elk",
                Option.DAMPING, "published",
                Option.REPORT, "compared"));
    assertThat(settings.compared().get(0).damping().kind()).isEqualTo(DampingSettings.Kind.NONE);
    assertThat(settings.compared().get(1).damping().kind()).isEqualTo(DampingSettings.Kind.FIXED);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void aComparisonSmoothsTheMethodsThatFilterAlone(Method method) {
    EvaluateSettings settings =
        evaluate(
            Map.of(
                Option.MODEL, "m.json",
                Option.INPUT, "in",
                Option.METHODS, method.filters() ? method.label() : "quasi-elk," + method.label(),
                Option.ELK_STEP, "smooth",
                Option.REPORT, "compared"));
    SolverSettings last = settings.compared().get(settings.compared().size() - 1);

    assertThat(last.method()).hasValue(method);
    assertThat(last.damping().smooth()).isEqualTo(method.filters());
  }

  @Test
  void methodsAreComparedEachWithItsOwnSegments() {
    EvaluateSettings settings =
        evaluate(
            Map.of(
                Option.MODEL, "m.json",
                Option.INPUT, "in",
                Option.METHODS, "deer,shooting",
                Option.REPORT, "report"));

    assertThat(settings.compared())
        .extracting(SolverSettings::method)
        .containsExactly(Optional.of(Method.DEER), Optional.of(Method.SHOOTING));
    assertThat(settings.compared().get(0).segmentLength()).hasValue(1);
    assertThat(settings.compared().get(1).segmentLength()).isEmpty();
    assertThat(settings.withSolver(settings.compared().get(0)).writesResult()).isFalse();
    assertThat(with(Option.METHOD, "deer").writesResult()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "METHOD | deer | --methods and --method exclude each other",
        "OUTPUT | out | --methods and --output exclude each other",
        "FINAL_STATE | s.json | --methods and --final-state exclude each other",
        "METHODS | deer,newton | --methods is 'deer,newton': the known methods are",
        "METHODS | deer,deer | name each method once",
        "OUTPUT_FORMAT | orc | --output-format is 'orc': a comparison of --methods writes no result",
        "COMPRESSION | zstd | --compression is 'zstd': a comparison of --methods writes no result",
        "STATES_AS | columns | --states-as is 'columns': a comparison of --methods writes no result",
        "PARTITION_BY | d=t | --partition-by is 'd=t': a comparison of --methods writes no result",
        "MODE | skip | --mode is 'skip': a comparison of --methods writes no result",
        "OVERWRITE | true | --overwrite is 'true': a comparison of --methods writes no result",
        "EMIT | outputs | --emit is 'outputs': a comparison of --methods writes no result",
        "EVERY | 7 | --every is '7': a comparison of --methods writes no result",
        "KEEP_UNCONVERGED | true | is 'true': a comparison of --methods writes no result",
        "SEED | 7 | --report is missing",
      })
  void aComparisonThatCannotBeIsRefusedByOption(Option option, String text, String sentence) {
    Map<Option, String> options =
        new EnumMap<>(Map.of(Option.MODEL, "m.json", Option.INPUT, "in", Option.METHODS, "deer"));
    options.put(option, text);
    assertThatThrownBy(() -> evaluate(options))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void iteratesAreComparedWithTheLoopInComparisonsOnly() {
    Map<Option, String> one =
        new EnumMap<>(Map.of(Option.MODEL, "m.json", Option.INPUT, "in", Option.OUTPUT, "out"));
    one.put(Option.AGAINST_LOOP, "1e-3");
    assertThatThrownBy(() -> evaluate(one))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("--against-loop")
        .hasMessageContaining("--methods");
  }
}

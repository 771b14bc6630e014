// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import static dev.deerpark.settings.Given.LEAST;
import static dev.deerpark.settings.Given.evaluate;
import static dev.deerpark.settings.Given.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.settings.ModelSettings.Example;
import dev.deerpark.settings.OutputSettings.Emit;
import dev.deerpark.settings.OutputSettings.Mode;
import dev.deerpark.settings.OutputSettings.Verify;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of {@code evaluate}, but for those of what it reads and of comparisons. */
class EvaluateSettingsTest {
  @Test
  void whatIsNotGivenHasItsDocumentedDefault() {
    EvaluateSettings settings = evaluate(LEAST);

    assertThat(settings.model().sidecar()).contains("m.json");
    assertThat(settings.input().timeColumn()).isEqualTo("t");
    assertThat(settings.input().valueColumns()).isEmpty();
    assertThat(settings.solver().method()).isEmpty();
    assertThat(settings.solver().segmentLength()).isEmpty();
    assertThat(settings.solver().precision()).isEqualTo(Precision.FLOAT);
    assertThat(settings.solver().kernel()).isEqualTo(KernelChoice.AUTO);
    assertThat(settings.solver().tolerance()).isEqualTo(1e-6);
    assertThat(settings.layout().partitions()).isEmpty();
    assertThat(settings.layout().scan()).isEqualTo(LayoutSettings.Scan.AUTO);
    assertThat(settings.output().emit()).containsExactly(Emit.STATES, Emit.OUTPUTS);
    assertThat(settings.output().verify()).isEqualTo(Verify.SAMPLE);
    assertThat(settings.output().resultReportFolder("hdfs://a/out/"))
        .isEqualTo("hdfs://a/out/_deerpark");
    assertThat(settings.output().reportFolder("hdfs://a/out/")).isEqualTo("hdfs://a/_deerpark/out");
    assertThat(settings.output().reportFolder("out")).isEqualTo("_deerpark/out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deer | TOLERANCE | 0x1p-10 | give a positive number",
        "deer | TOLERANCE | 1d | give a positive number",
        "deer | DAMPING | scale:1f | give none, fixed:LAMBDA",
      })
  void whatIsNoNumberIsRefused(String method, Option option, String text, String sentence) {
    Map<Option, String> options = new EnumMap<>(LEAST);
    options.putAll(Map.of(Option.METHOD, method, option, text));
    assertThatThrownBy(() -> evaluate(options))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(option.flag(), text, sentence);
  }

  @ParameterizedTest
  @CsvSource({"deer, 1", "quasi-deer, 1", "jacobi, 1", "picard, 1"})
  void thePapersMethodsTakeSegmentsOfOneStep(String method, int length) {
    assertThat(with(Option.METHOD, method).solver().segmentLength()).hasValue(length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INPUT_TABLE | a.b | --input and --input-table exclude each other",
        "INPUT_SQL | SELECT 1 | --input and --input-sql exclude each other",
        "INPUT_FORMAT | xml | the known values are parquet, csv, orc, json",
        "OUTPUT_TABLE | a.b | --output and --output-table exclude each other",
        "OUTPUT_FORMAT | delta | a folder is written in parquet, orc, json",
        "COMPRESSION | lzo | parquet has none, snappy, gzip, lz4, lz4_raw, zstd",
        "STATES_AS | rows | the known values are array, columns",
        "MODE | append | a folder appears whole and does not grow",
        "MODE | maybe | the known values are error, overwrite, append, skip",
        "PARTITION_BY | t | give NAME=SQL",
        "PARTITION_BY | T=t | --partition-by is 'T=t': the result has a column T;",
        "ON_BAD_SERIES | skip | --on-bad-series is 'skip': it is for many series",
        "SERIES_COLUMN | t | --series-column is 't': that is the time column",
      })
  void placesThatCannotBeAreRefusedByOption(Option option, String text, String sentence) {
    assertThatThrownBy(() -> with(option, text))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void aTableNeedsAFolderForTheReportAndKnowsItsOwnFormat() {
    Map<Option, String> tables =
        new EnumMap<>(
            Map.of(Option.MODEL, "m", Option.INPUT_TABLE, "a.b", Option.OUTPUT_TABLE, "c.d"));
    assertThatThrownBy(() -> evaluate(tables)).hasMessageContaining("--report is missing");
    tables.put(Option.REPORT, "report");
    tables.put(Option.MODE, "append");
    assertThat(evaluate(tables).output().mode()).isEqualTo(Mode.APPEND);
    assertThat(evaluate(tables).input().place()).contains("table a.b");
    tables.put(Option.CHECKPOINT, "c");
    assertThatThrownBy(() -> evaluate(tables)).hasMessageContaining("--checkpoint is for results");
    tables.remove(Option.CHECKPOINT);
    tables.put(Option.INPUT_FORMAT, "csv");
    assertThatThrownBy(() -> evaluate(tables)).hasMessageContaining("a table knows its own format");
  }

  @Test
  void overwriteIsAModeThatOthersContradict() {
    assertThat(with(Option.OVERWRITE, "true").output().mode()).isEqualTo(Mode.OVERWRITE);
    Map<Option, String> both = new EnumMap<>(LEAST);
    both.putAll(Map.of(Option.OVERWRITE, "true", Option.MODE, "skip"));
    assertThatThrownBy(() -> evaluate(both)).hasMessageContaining("--overwrite says otherwise");
  }

  @Test
  void aProgramGivesItsOptionsWithoutFiles() {
    Map<String, String> configuration =
        Map.of("spark.deerpark.output", "ignored", "spark.deerpark.every", "3");
    EvaluateSettings settings =
        EvaluateSettings.forRows(Map.of(Option.MODEL, "m.json"), configuration);
    assertThat(settings.output().path()).isEmpty();
    assertThat(settings.output().every()).isEqualTo(3);
    assertThatThrownBy(
            () ->
                EvaluateSettings.forRows(
                    Map.of(Option.MODEL, "m.json", Option.TOLERANCE, "x"), configuration))
        .hasMessageStartingWith("tolerance is 'x'");
    assertThatThrownBy(
            () ->
                EvaluateSettings.forRows(
                    Map.of(Option.MODEL, "m.json", Option.INPUT, "x"), configuration))
        .hasMessageContaining("input is an option of the command line alone");
  }

  @Test
  void optionsOfCommandsInTheConfigurationChangeNothingInAProgram() {
    Map<Option, String> given = Map.of(Option.MODEL, "m.json");
    EvaluateSettings alone = EvaluateSettings.forRows(given, Map.of());
    Set<Option> others = EnumSet.complementOf(EnumSet.copyOf(EvaluateSettings.ROWS_OPTIONS));
    assertThat(others).contains(Option.CHECKPOINT, Option.CHECKPOINT_EVERY);
    for (Option option : others) {
      Map<String, String> configuration = Map.of(option.key(), "-odd-");
      assertThat(EvaluateSettings.forRows(given, configuration))
          .as("%s", option)
          .usingRecursiveComparison()
          .isEqualTo(alone);
    }
  }

  @Test
  void doubleHasATighterToleranceAndAllowsIt() {
    assertThat(with(Option.PRECISION, "double").solver().tolerance()).isEqualTo(1e-12);
  }

  @Test
  void theExampleNeedsNothingElseAndIsVerifiedInFull() {
    EvaluateSettings settings = evaluate(Map.of(Option.EXAMPLE, "ecg"));

    assertThat(settings.model().example()).contains(Example.ECG);
    assertThat(settings.input().path()).isEmpty();
    assertThat(settings.output().verify()).isEqualTo(Verify.FULL);
    assertThat(evaluate(Map.of(Option.EXAMPLE, "ecg", Option.VERIFY, "none")).output().verify())
        .isEqualTo(Verify.NONE);
  }

  @Test
  void theExampleVoiceHasItsOwnFiles() {
    assertThat(evaluate(Map.of(Option.EXAMPLE, "voice")).model().example()).contains(Example.VOICE);
  }

  @Test
  void columnsForStatesNeedStates() {
    assertThatThrownBy(
            () ->
                evaluate(
                    Map.of(
                        Option.EXAMPLE,
                        "ecg",
                        Option.EMIT,
                        "outputs",
                        Option.STATES_AS,
                        "columns")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--states-as is 'columns'", "--emit");
  }

  @Test
  void parametersMayHoldCommas() {
    Map<Option, String> options =
        Map.of(
            Option.MODEL_CLASS,
            "a.B",
            Option.MODEL_PARAM,
            "sigma=10,at=1,2,3,name=x=y",
            Option.INPUT,
            "in",
            Option.OUTPUT,
            "out");

    assertThat(evaluate(options).model().parameters())
        .containsExactly(
            Map.entry("sigma", "10"), Map.entry("at", "1,2,3"), Map.entry("name", "x=y"));
  }

  @Test
  void onlyInspectDoesWithoutAnOutput() {
    OptionValues values =
        OptionValues.resolve(Map.of(Option.MODEL, "m.json", Option.INPUT, "in"), Map.of());

    assertThat(EvaluateSettings.forInspect(values).output().path()).isEmpty();
    assertThatThrownBy(() -> EvaluateSettings.forEvaluate(values))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("--output is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "METHOD         | newton | --method is 'newton': the known methods are auto, sequential, jacobi,",
        "SEGMENT_LENGTH | 0      | --segment-length is '0': give a whole number from 1 ",
        "SEGMENT_LENGTH | long   | --segment-length is 'long'",
        "RANGE          | 5:5    | --range is '5:5': give FROM:TO",
        "RANGE          | -1:-5  | --range is '-1:-5'",
        "RANGE          | 7      | --range is '7'",
        "PRECISION      | half   | --precision is 'half': the known values are float, double",
        "TOLERANCE      | 0      | --tolerance is '0': give a positive number",
        "TOLERANCE      | NaN    | --tolerance is 'NaN'",
        "TOLERANCE      | 1e-12  | --tolerance is '1e-12': the chosen precision reaches ",
        "MAX_ITERATIONS | 0      | --max-iterations is '0'",
        "PARTITIONS     | 1.5    | --partitions is '1.5'",
        "BLOCK_STEPS    | 3e10   | --block-steps is '3e10'",
        "SCAN           | star   | --scan is 'star': the known values are flat, tree, auto",
        "FAN_IN         | 1      | --fan-in is '1': give a whole number from 2 ",
        "EMIT           | gates  | --emit is 'gates': the known values are states, outputs",
        "VALUE_COLUMNS  | a,,b   | --value-columns is 'a,,b': remove the empty name",
        "EVERY          | 0      | --every is '0'",
        "VERIFY         | some   | --verify is 'some': the known values are none, sample, full",
        "OVERWRITE      | yes    | --overwrite is 'yes': give true or false",
        "MODEL_CLASS    | a.B    | --model and --model-class exclude each other",
        "MODEL_PARAM    | a=1    | --model-param has no --model-class",
        "EXAMPLE        | ecg    | --model and --example exclude each other",
      })
  void aValueThatIsNoneIsRefusedByTheOptionsName(Option option, String text, String message) {
    assertThatThrownBy(() -> with(option, text))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void theExampleExcludesAnInputAndBlamesWhereItCameFrom() {
    OptionValues values =
        OptionValues.resolve(
            Map.of(Option.EXAMPLE, "ecg"), Map.of("spark.deerpark.input", "series"));

    assertThatThrownBy(() -> EvaluateSettings.forEvaluate(values))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("--example and spark.deerpark.input exclude each other");
  }

  @Test
  void aModelAndAnInputAreNeeded() {
    assertThatThrownBy(() -> evaluate(Map.of(Option.INPUT, "in")))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("No model is named");
    assertThatThrownBy(() -> evaluate(Map.of(Option.MODEL, "m.json")))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("--input is missing");
  }

  @Test
  void aModelIsInspectedWithoutAnInput() {
    OptionValues model = OptionValues.resolve(Map.of(Option.MODEL, "m.json"), Map.of());
    assertThat(EvaluateSettings.forInspect(model).input().path()).isEmpty();
    assertThatThrownBy(() -> EvaluateSettings.forInspect(OptionValues.resolve(Map.of(), Map.of())))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("No model is named");
  }
}

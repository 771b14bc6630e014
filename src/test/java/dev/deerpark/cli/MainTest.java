// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.sequence.time.Gaps;
import dev.deerpark.settings.BenchSettings;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.GenerateSettings;
import dev.deerpark.settings.GpuCheckSettings;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import dev.deerpark.settings.StudySettings;
import dev.deerpark.settings.streaming.StreamCommandSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<Record> runs = new ArrayList<>();
  private Command ran;

  private ExitStatus run(Supplier<ExitStatus> useCase, String... arguments) {
    UseCases useCases =
        new UseCases() {
          @Override
          public Map<String, String> configuration() {
            return Map.of("spark.deerpark.every", "5");
          }

          @Override
          public ExitStatus evaluate(EvaluateSettings settings, Console console) {
            return ran(Command.EVALUATE, settings);
          }

          @Override
          public ExitStatus resume(OptionValues values, Console console) {
            return ran(Command.RESUME, EvaluateSettings.forResume(values));
          }

          @Override
          public ExitStatus inspect(EvaluateSettings settings, Console console) {
            return ran(Command.INSPECT, settings);
          }

          @Override
          public ExitStatus stream(StreamCommandSettings settings, Console console) {
            return ran(Command.STREAM, settings);
          }

          @Override
          public ExitStatus bench(BenchSettings settings, Console console) {
            return ran(Command.BENCH, settings);
          }

          @Override
          public ExitStatus generate(GenerateSettings settings, Console console) {
            return ran(Command.GENERATE, settings);
          }

          @Override
          public ExitStatus study(StudySettings settings, Console console) {
            return ran(Command.STUDY, settings);
          }

          @Override
          public ExitStatus gpuCheck(GpuCheckSettings settings, Console console) {
            return ran(Command.GPU_CHECK, settings);
          }

          private ExitStatus ran(Command command, Record settings) {
            ran = command;
            runs.add(settings);
            return useCase.get();
          }
        };
    Terminal terminal =
        new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false);
    return new Main(terminal, useCases).run(arguments);
  }

  private ExitStatus run(String... arguments) {
    return run(() -> ExitStatus.DONE, arguments);
  }

  @Test
  void aCommandOfTwoWordsHasAHyphen() {
    assertThat(run("gpu-check", "--precision", "double")).isEqualTo(ExitStatus.DONE);
    assertThat(ran).isEqualTo(Command.GPU_CHECK);
    assertThat(runs).containsExactly(new GpuCheckSettings(Precision.DOUBLE));
  }

  @Test
  void anEvaluationGoesOnWithoutItsOptions() {
    assertThat(run("resume", "--checkpoint", "some/folder")).isEqualTo(ExitStatus.DONE);
    assertThat(ran).isEqualTo(Command.RESUME);
    assertThat(run("resume")).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(err.toString(UTF_8)).contains("--checkpoint is missing");
  }

  @ParameterizedTest
  @EnumSource(ExitStatus.class)
  void theStatusOfTheUseCaseIsTheStatusOfTheCommand(ExitStatus status) {
    assertThat(run(() -> status, "evaluate", "--example", "ecg")).isEqualTo(status);
  }

  @Test
  void theExitCodesAreThePromisedOnes() {
    assertThat(ExitStatus.values()).extracting(ExitStatus::code).containsExactly(0, 1, 2, 3);
  }

  @Test
  void optionsReachTheUseCaseAndTheConfigurationIsHeard() {
    String arguments =
        "inspect --model-class=a.B --model-param a=1 --input in --model-param b=2"
            + " --overwrite --keep-unconverged=false";
    run(arguments.split(" "));

    EvaluateSettings settings = (EvaluateSettings) runs.get(0);
    assertThat(ran).isEqualTo(Command.INSPECT);
    assertThat(settings.model().parameters()).isEqualTo(Map.of("a", "1", "b", "2"));
    assertThat(settings.output().overwrite()).isTrue();
    assertThat(settings.output().keepUnconverged()).isFalse();
    assertThat(settings.output().every()).isEqualTo(5);
  }

  @Test
  void theOptionsOfAStreamReachIt() {
    String arguments =
        "stream --model m.json --input in --output out --checkpoint states --trigger 10s"
            + " --gaps hold-state --source-option header=false --source-option maxFilesPerTrigger=1";
    run(arguments.split(" "));

    StreamCommandSettings settings = (StreamCommandSettings) runs.get(0);
    assertThat(ran).isEqualTo(Command.STREAM);
    assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.availableNow()).isFalse();
    assertThat(settings.sourceOptions())
        .isEqualTo(Map.of("header", "false", "maxFilesPerTrigger", "1"));
    assertThat(settings.stream().rules().gaps()).isEqualTo(Gaps.HOLD_STATE);
    assertThat(settings.stream().run().output().path()).hasValue("out");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evalute",
        "evaluate",
        "evaluate --exmple ecg",
        "evaluate --example ecg --every",
        "evaluate --example ecg --every 1 --scan flat --every 2",
        "evaluate --example ecg --method newton",
        "evaluate --example ecg rest",
        "evaluate --example ecg --steps 10",
        "stream --model m.json --output out --checkpoint states",
        "stream --model m.json --input in --checkpoint states",
        "stream --model m.json --input in --output out",
        "stream --input in --output out --checkpoint states",
        "stream --model m.json --input in --output out --checkpoint states --trigger often",
        "stream --model m.json --input in --output out --checkpoint states --every 2",
        "generate --output out",
        "generate --output out --steps 10 --method deer"
      })
  void badUsageIsAnsweredWithoutRunningAnything(String arguments) {
    assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
        .isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(runs).isEmpty();
    assertThat(out.toString(UTF_8) + err.toString(UTF_8))
        .isNotBlank()
        .doesNotContain("Exception", "\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "evaluat --help, evaluate",
    "--help evaluat, evaluate",
    "inspct --version, inspect",
    "evaluate --exmple --help, --example",
    "generate --stepz 3 --help, --steps"
  })
  void aTypoIsBadUsageAndTheNearestNameIsGivenEvenWhereHelpIsAskedFor(
      String arguments, String nearest) {
    assertThat(run(arguments.split(" "))).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(err.toString(UTF_8)).contains(nearest);
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void theHelpShowsTheWholeSummaryOfEachCommandInEightyColumns() {
    run("--help");
    assertThat(out.toString(UTF_8).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    String words = out.toString(UTF_8).replaceAll("\\s+", " ");
    assertThat(Command.values())
        .allSatisfy(command -> assertThat(words).contains(command.summary()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatLiesBehindARefusalIsShownToThoseWhoAskForItAlone(boolean verbose) {
    Supplier<ExitStatus> failing =
        () -> {
          throw new BadInputException("Refused.", new IllegalStateException("the words of Spark"));
        };
    run(failing, ("evaluate --example ecg --verbose=" + verbose).split(" "));
    assertThat(err.toString(UTF_8)).startsWith("Refused.");
    assertThat(err.toString(UTF_8).contains("the words of Spark")).isEqualTo(verbose);
  }

  @Test
  void aMisspeltOptionIsNamedWithTheRightOne() {
    run("evaluate", "--exmple", "ecg");
    assertThat(err.toString(UTF_8))
        .contains("'--exmple'", "--example", "submit/local evaluate --help");
  }

  @Test
  void badInputIsOneSentenceEvenWhenATaskThrewIt() {
    Supplier<ExitStatus> failing =
        () -> {
          throw new IllegalStateException("a task", new BadInputException("Row 7 has no value."));
        };
    assertThat(run(failing, "evaluate", "--example", "ecg")).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(err.toString(UTF_8)).isEqualToNormalizingNewlines("Row 7 has no value.\n");
  }

  @Test
  void anythingUnexpectedIsAFailureWithItsMessage() {
    Supplier<ExitStatus> failing =
        () -> {
          throw new IllegalStateException("the disk is full");
        };
    assertThat(run(failing, "evaluate", "--example", "ecg")).isEqualTo(ExitStatus.FAILED);
    assertThat(err.toString(UTF_8)).contains("the disk is full");
  }

  @Test
  void theOptionsOfAGenerationReachIt() {
    run("generate --output out --steps 5000000000 --columns a,b --seed -7".split(" "));

    GenerateSettings settings = (GenerateSettings) runs.get(0);
    assertThat(ran).isEqualTo(Command.GENERATE);
    assertThat(settings.output()).isEqualTo("out");
    assertThat(settings.steps()).isEqualTo(5_000_000_000L);
    assertThat(settings.columns()).containsExactly("a", "b");
    assertThat(settings.seed()).isEqualTo(-7);
  }

  @ParameterizedTest
  @EnumSource(Command.class)
  void theHelpOfACommandListsItsOptionsAndNoOthers(Command command) {
    assertThat(run(command.commandName(), "--help")).isEqualTo(ExitStatus.DONE);
    for (Option option : Option.values()) {
      String entry = "  " + option.flag() + (option.isSwitch() ? "[" : "=");
      assertThat(out.toString(UTF_8).contains(entry))
          .as(entry)
          .isEqualTo(command.options().contains(option));
    }
  }

  @ParameterizedTest
  @EnumSource(Command.class)
  void theHelpOfACommandCutsNoWord(Command command) {
    run(command.commandName(), "--help");
    String help = out.toString(UTF_8);
    assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    String words = help.replaceAll("\\s+", " ");
    assertThat(command.options())
        .allSatisfy(option -> assertThat(words).contains(option.description()));
    assertThat(command.synopses()).allSatisfy(synopsis -> assertThat(words).contains(synopsis));
  }

  @Test
  void everyOptionBelongsToACommand() {
    Set<Option> options = new HashSet<>();
    Stream.of(Command.values()).map(Command::options).forEach(options::addAll);
    assertThat(options).contains(Option.values());
  }

  @Test
  void theVersionNamesEverythingThatTakesPart() {
    assertThat(run("--version")).isEqualTo(ExitStatus.DONE);
    assertThat(out.toString(UTF_8))
        .matches("Deerpark \\d\\S+, Spark 4\\.\\S+, Scala 2\\.13, Java .+, .+\\R");
  }
}

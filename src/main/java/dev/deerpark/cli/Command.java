// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.settings.BenchSettings;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.GenerateSettings;
import dev.deerpark.settings.GpuCheckSettings;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import dev.deerpark.settings.StudySettings;
import dev.deerpark.settings.streaming.StreamCommandSettings;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The commands, the beginning of their help, and the action of each. */
enum Command {
  EVALUATE(
      "Evaluate a recurrence over a long series, in parallel over time.",
      List.of(
          "evaluate --model FILE --input PATH --output DIR [options]",
          "evaluate --model FILE --input PATH --report DIR --methods A,B,... [options]",
          "evaluate --example ecg [options]"),
      EvaluateSettings.EVALUATE_OPTIONS,
      (values, useCases, console) ->
          useCases.evaluate(EvaluateSettings.forEvaluate(values), console)),
  RESUME(
      "Go on with an evaluation that was interrupted, with the options that it had.",
      List.of("resume --checkpoint DIR [options that are to be others]"),
      EvaluateSettings.EVALUATE_OPTIONS,
      (values, useCases, console) -> useCases.resume(values, console)),
  INSPECT(
      "Show model, layout, scan plan, message sizes and memory plan of a run, without running it.",
      List.of("inspect --model FILE [--input PATH] [options]", "inspect --example ecg [options]"),
      EvaluateSettings.INSPECT_OPTIONS,
      (values, useCases, console) ->
          useCases.inspect(EvaluateSettings.forInspect(values), console)),
  STREAM(
      "Evaluate a recurrence over rows that arrive, from the states that a batch has left.",
      List.of(
          "stream --model FILE --input DIR --output DIR --checkpoint DIR [options]",
          "stream --model FILE --input-table NAME --output-table NAME --checkpoint DIR [options]"),
      StreamCommandSettings.OPTIONS,
      (values, useCases, console) -> useCases.stream(StreamCommandSettings.of(values), console)),
  GENERATE(
      "Write a series of random numbers or sine waves, as input for models, in parallel.",
      List.of("generate --output DIR --steps N [options]"),
      GenerateSettings.OPTIONS,
      (values, useCases, console) -> useCases.generate(GenerateSettings.of(values), console)),
  BENCH(
      "Measure the methods, the sequential loop and PyTorch against each other on this machine.",
      List.of("bench [options]"),
      BenchSettings.OPTIONS,
      (values, useCases, console) -> useCases.bench(BenchSettings.of(values), console)),
  STUDY(
      "Measure how methods scale with cores or executors, explain it, and predict.",
      List.of(
          "study --output DIR [options]",
          "study --output DIR --executors 1,2,4 --generate gru:D=64 [options]",
          "study --output DIR --predict --executors 10,100 --length 1e10",
          "study --output DIR --from-event-log PATH"),
      StudySettings.OPTIONS,
      (values, useCases, console) -> useCases.study(StudySettings.of(values), console)),
  GPU_CHECK(
      "Show the GPUs of this machine, whether their bits are right, and how fast they walk.",
      List.of("gpu-check [options]"),
      GpuCheckSettings.OPTIONS,
      (values, useCases, console) -> useCases.gpuCheck(GpuCheckSettings.of(values), console));

  private final String summary;
  private final List<String> synopses;
  private final Set<Option> options;
  private final Action action;

  Command(String summary, List<String> synopses, Set<Option> options, Action action) {
    this.summary = summary;
    this.synopses = synopses;
    this.options = options;
    this.action = action;
  }

  /** Checks the options' values, and only then runs. */
  private interface Action {
    ExitStatus run(OptionValues values, UseCases useCases, Console console);
  }

  String commandName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String summary() {
    return summary;
  }

  /** The ways to call it, without the launcher. */
  List<String> synopses() {
    return synopses;
  }

  /** The options that it has. */
  Set<Option> options() {
    return options;
  }

  /** Runs the command; bad values are refused before anything starts. */
  ExitStatus run(OptionValues values, UseCases useCases, Console console) {
    return action.run(values, useCases, console);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.settings.BenchSettings;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.GenerateSettings;
import dev.deerpark.settings.GpuCheckSettings;
import dev.deerpark.settings.LayoutSettings;
import dev.deerpark.settings.OptionValues;
import dev.deerpark.settings.StudySettings;
import dev.deerpark.settings.streaming.StreamCommandSettings;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Runs nothing: records that a command is valid, and the folder that its run can use. */
final class CheckedUse implements UseCases {
  private final Map<String, String> configuration;
  private boolean isUnderstood;
  private Optional<String> folder = Optional.empty();
  private OptionalInt gpus = OptionalInt.empty();

  CheckedUse(Map<String, String> configuration) {
    this.configuration = Map.copyOf(configuration);
  }

  /** Whether Spark has to be started; false for a command that was already answered. */
  boolean isUnderstood() {
    return isUnderstood;
  }

  /** The folder of the report, or the one that holds the output; empty where none was named. */
  Optional<String> folder() {
    return folder;
  }

  /** The GPUs of an executor that were asked for. */
  OptionalInt gpus() {
    return gpus;
  }

  @Override
  public Map<String, String> configuration() {
    return configuration;
  }

  @Override
  public ExitStatus evaluate(EvaluateSettings settings, Console console) {
    gpus = settings.layout().gpus();
    return understood(
        settings.output().reportPath().or(() -> settings.output().path().map(CheckedUse::parent)));
  }

  @Override
  public ExitStatus resume(OptionValues values, Console console) {
    LayoutSettings layout = EvaluateSettings.forResume(values);
    gpus = layout.gpus();
    return understood(layout.checkpoint().map(CheckedUse::parent));
  }

  @Override
  public ExitStatus inspect(EvaluateSettings settings, Console console) {
    return evaluate(settings, console);
  }

  @Override
  public ExitStatus stream(StreamCommandSettings settings, Console console) {
    return understood(Optional.of(parent(settings.checkpoint())));
  }

  @Override
  public ExitStatus generate(GenerateSettings settings, Console console) {
    return understood(Optional.of(parent(settings.output())));
  }

  @Override
  public ExitStatus bench(BenchSettings settings, Console console) {
    return understood(Optional.empty());
  }

  @Override
  public ExitStatus study(StudySettings settings, Console console) {
    return understood(Optional.of(settings.output()));
  }

  @Override
  public ExitStatus gpuCheck(GpuCheckSettings settings, Console console) {
    return understood(Optional.empty());
  }

  private ExitStatus understood(Optional<String> place) {
    isUnderstood = true;
    folder = place;
    return ExitStatus.DONE;
  }

  private static String parent(String path) {
    String bare = path.replaceAll("/+$", "");
    int slash = bare.lastIndexOf('/');
    return slash < 0 ? "." : bare.substring(0, slash + 1);
  }
}

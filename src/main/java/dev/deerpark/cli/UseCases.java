// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.settings.BenchSettings;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.GenerateSettings;
import dev.deerpark.settings.GpuCheckSettings;
import dev.deerpark.settings.OptionValues;
import dev.deerpark.settings.StudySettings;
import dev.deerpark.settings.streaming.StreamCommandSettings;
import java.util.Map;

/** The use cases behind the command line. Settings that arrive here are already checked. */
interface UseCases {

  /** Spark's configuration as the user gave it: {@code --conf} and the properties file. */
  Map<String, String> configuration();

  ExitStatus evaluate(EvaluateSettings settings, Console console);

  /**
   * Goes on with an evaluation.
   *
   * @param values the options that are given anew, and the folder of its checkpoints
   */
  ExitStatus resume(OptionValues values, Console console);

  ExitStatus inspect(EvaluateSettings settings, Console console);

  ExitStatus stream(StreamCommandSettings settings, Console console);

  ExitStatus generate(GenerateSettings settings, Console console);

  ExitStatus bench(BenchSettings settings, Console console);

  ExitStatus study(StudySettings settings, Console console);

  ExitStatus gpuCheck(GpuCheckSettings settings, Console console);
}

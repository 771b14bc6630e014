// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.app.console.Console;
import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.OptionValue;
import dev.deerpark.settings.OptionValues;
import dev.deerpark.spark.checkpoint.Checkpoint;
import dev.deerpark.spark.checkpoint.CheckpointFolder;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/** Finds out with which settings an interrupted evaluation goes on. */
public final class Resume {
  private Resume() {}

  /**
   * The settings of the evaluation that left the newest checkpoint, with those options in place of
   * its own that are given anew. {@link Evaluate} goes on by itself.
   *
   * @param values with the folder of the checkpoints
   * @throws BadInputException where the folder holds none, or an option held a secret, which is not
   *     kept, and is not given anew
   */
  public static EvaluateSettings settings(
      OptionValues values, Configuration hadoop, Console console) {
    String path = EvaluateSettings.forResume(values).checkpoint().orElseThrow();
    Checkpoint checkpoint =
        new CheckpointFolder(path, hadoop)
            .newest(console::warning)
            .orElseThrow(
                () ->
                    new BadInputException(
                        "--checkpoint: "
                            + path
                            + " holds no checkpoint: the run had another folder, or had not come to"
                            + " its first, or has its result. evaluate, with the run's options,"
                            + " begins anew."));
    Set<String> given =
        values.all().stream()
            .filter(value -> values.isGiven(value.option()))
            .map(OptionValue::option)
            .map(option -> option.bareName())
            .collect(Collectors.toSet());
    List<String> missing =
        checkpoint.secrets().stream().filter(name -> !given.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new BadInputException(
          "The run had secrets in --"
              + String.join(", --", missing)
              + ", which are not kept: give them again.");
    }
    return EvaluateSettings.forEvaluate(values.over(checkpoint.options()));
  }
}

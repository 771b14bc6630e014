// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.base.Sha256;
import dev.deerpark.io.table.LoadedSeries;
import dev.deerpark.recurrence.UserModel;
import dev.deerpark.report.Versions;
import dev.deerpark.settings.Group;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValue;
import dev.deerpark.settings.OptionValues;
import dev.deerpark.spark.checkpoint.RunIdentity;
import dev.deerpark.spark.checkpoint.SavedSolve;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What tells one computation from another, by names: a checkpoint serves runs that agree. */
final class RunFacts {
  /** Decide about places and the cluster alone, or are compared by what they name. */
  private static final Set<Option> NOT_AS_TEXT =
      EnumSet.of(
          Option.EXAMPLE,
          Option.MODEL,
          Option.MODEL_PARAM,
          Option.INPUT,
          Option.VALUE_COLUMNS,
          Option.RANGE,
          Option.INITIAL_STATE,
          Option.PARTITIONS,
          Option.SCAN,
          Option.JACOBIAN_STORAGE,
          Option.GPUS,
          Option.WORK_DIR,
          Option.CHECKPOINT,
          Option.CHECKPOINT_EVERY,
          Option.KERNEL,
          Option.DEVICE_MEMORY,
          Option.TOLERANCE,
          Option.TOLERANCE_ON);

  private RunFacts() {}

  /** What every run of this version has in common. */
  static Map<String, String> ofVersion() {
    return new TreeMap<>(
        Map.of("version", Versions.built().deerpark(), "records", SavedSolve.shape()));
  }

  /** What is known of a run before its series is read. */
  static Map<String, String> of(Run run) {
    Map<String, String> facts = new TreeMap<>(ofVersion());
    facts.put("model", run.subject().model().digest());
    if (run.subject().model().spec() instanceof UserModel written) {
      facts.put("code of the model's class", written.codeDigest());
    }
    facts.put("columns", String.join(",", run.subject().model().columns()));
    facts.put("first time", String.valueOf(run.source().firstTime()));
    facts.put("steps", String.valueOf(run.source().steps()));
    facts.put("start state", Sha256.hex(run.start()));
    run.states().ifPresent(states -> facts.put("start states of series", states.counts().digest()));
    facts.put("kernel's arithmetic", arithmetic(run.plan().kernel()));
    facts.put("tolerance", String.valueOf(run.plan().rule().tolerance()));
    facts.put("tolerance-on", run.plan().judged());
    List<Option> others = new ArrayList<>(Group.SUBJECT.options());
    others.addAll(Group.SOLVER.options());
    others.addAll(Group.LAYOUT.options());
    others.removeAll(NOT_AS_TEXT);
    if (run.plan().judgesOutputs()) {
      others.add(Option.OUTPUT_SCALE); // the units in which the residuals are
    }
    others.forEach(
        option -> facts.put(option.bareName(), run.settings().values().get(option).shown()));
    return facts;
  }

  /** The same once the series is read, with the options by which the run can be given again. */
  static RunIdentity identity(Run run, LoadedSeries series) {
    Map<String, String> facts = of(run);
    facts.put("values of the series", series.digest());
    OptionValues values = run.settings().values();
    return new RunIdentity(facts, options(values, false), secrets(values));
  }

  /** These two have the same bits. */
  private static String arithmetic(String kernel) {
    return kernel.equals("opencl") ? "jvm" : kernel;
  }

  private static Map<String, String> options(OptionValues values, boolean secret) {
    Map<String, String> options = new TreeMap<>();
    for (OptionValue value : values.all()) {
      if (values.isGiven(value.option()) && secret != value.shownText().equals(value.text())) {
        options.put(value.option().bareName(), value.text().orElseThrow());
      }
    }
    return options;
  }

  private static List<String> secrets(OptionValues values) {
    return List.copyOf(options(values, true).keySet());
  }
}

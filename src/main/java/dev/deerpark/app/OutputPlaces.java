// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.app.console.Console;
import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.PlaceTrial;
import dev.deerpark.io.file.StateFile;
import dev.deerpark.io.trajectory.OutputTarget;
import dev.deerpark.io.trajectory.StatesFolder;
import dev.deerpark.report.ReportFolder;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.GuessSettings;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OutputSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The places that a run writes to, checked before the work begins. */
final class OutputPlaces {
  private final EvaluateSettings settings;
  private final Configuration hadoop;

  OutputPlaces(EvaluateSettings settings, Configuration hadoop) {
    this.settings = settings;
    this.hadoop = hadoop;
  }

  /**
   * The checked place of the result.
   *
   * @throws BadInputException where something that is to stay would be replaced, or an input or the
   *     result would get files that are no data
   */
  OutputTarget check() {
    OutputSettings output = settings.output();
    OutputTarget target =
        OutputTarget.check(hadoop, output.path().orElseThrow(), output.overwrite(), inputs());
    requireOutside(target, Option.REPORT, output.reportPath());
    requireOutside(target, Option.FINAL_STATE, output.finalState());
    requireOutside(target, Option.WORK_DIR, settings.layout().workDirectory());
    requireOutside(target, Option.CHECKPOINT, settings.layout().checkpoint());
    output.finalState().ifPresent(this::requireFree);
    output
        .finalState()
        .ifPresent(file -> requireOutside(file, output.reportFolder(target.path().toString())));
    return target;
  }

  /**
   * Refuses what turns out later to be read by the run, such as the folders of a table.
   *
   * @param folders that must get no files but those of their own
   * @throws BadInputException where a place is inside one of them
   */
  void requireApart(OutputTarget target, List<String> folders) {
    target.requireApart(hadoop, folders);
    requireApart(folders);
  }

  /** The same for a run that writes no folder. */
  void requireApart(List<String> folders) {
    Map<Option, String> places = new EnumMap<>(Option.class);
    settings.output().reportPath().ifPresent(path -> places.put(Option.REPORT, path));
    settings.output().finalState().ifPresent(path -> places.put(Option.FINAL_STATE, path));
    settings.layout().workDirectory().ifPresent(path -> places.put(Option.WORK_DIR, path));
    settings.layout().checkpoint().ifPresent(path -> places.put(Option.CHECKPOINT, path));
    places.forEach(
        (option, place) ->
            OutputTarget.requireOutsideInputs(hadoop, option.flag(), place, folders));
  }

  /**
   * Tries to write to every place, and leaves nothing there.
   *
   * @param target as from {@link #check}
   * @throws BadInputException where one cannot be written to
   */
  void attempt(OutputTarget target) {
    OutputSettings output = settings.output();
    PlaceTrial.require(Option.OUTPUT.flag(), target.path(), hadoop);
    attemptReport(output.reportFolder(output.path().orElseThrow()));
    settings
        .layout()
        .checkpoint()
        .ifPresent(
            folder ->
                PlaceTrial.require(
                    Option.CHECKPOINT.flag(), new Path(folder, "generation"), hadoop));
    output
        .finalState()
        .ifPresent(path -> PlaceTrial.require(Option.FINAL_STATE.flag(), new Path(path), hadoop));
  }

  /** The same for a run that writes no result. */
  void attemptReport(String report) {
    PlaceTrial.require(Option.REPORT.flag(), new Path(report, "report.json"), hadoop);
    settings
        .layout()
        .workDirectory()
        .ifPresent(
            work ->
                PlaceTrial.require(Option.WORK_DIR.flag(), new Path(work, "checkpoints"), hadoop));
  }

  /**
   * Checks the places of a run that writes a report and no result.
   *
   * @param report the folder of the report
   * @throws BadInputException where an input would get files that are no data
   */
  void checkReport(String report) {
    requireOutsideInputs(Option.REPORT, Optional.of(report));
    requireOutsideInputs(Option.WORK_DIR, settings.layout().workDirectory());
    requireOutsideInputs(Option.CHECKPOINT, settings.layout().checkpoint());
  }

  private void requireOutsideInputs(Option option, Optional<String> place) {
    place.ifPresent(
        path -> OutputTarget.requireOutsideInputs(hadoop, option.flag(), path, inputs()));
  }

  /**
   * Checks the place of the last state of a run that writes no folder.
   *
   * @throws BadInputException where something that is to stay would be replaced
   */
  void checkFinalState() {
    settings
        .output()
        .finalState()
        .ifPresent(
            path -> {
              OutputTarget.requireOutsideInputs(hadoop, Option.FINAL_STATE.flag(), path, inputs());
              requireFree(path);
              requireOutside(path, settings.output().reportPath().orElseThrow());
            });
  }

  /**
   * Warns of a last state that is asked for and missing, where the run is skipped that would write
   * it.
   */
  void warnOfSkippedState(Console console) {
    settings
        .output()
        .finalState()
        .filter(path -> !OutputTarget.exists(hadoop, path))
        .ifPresent(
            path ->
                console.warning(
                    "--final-state: "
                        + path
                        + " does not exist, and is not written either. Replace the result by --mode"
                        + " overwrite to have both."));
  }

  /** All other places are folders, which cannot be where a file is, nor in it. */
  private void requireOutside(String finalState, String report) {
    Map<Option, String> folders = new EnumMap<>(Option.class);
    settings.output().path().ifPresent(path -> folders.put(Option.OUTPUT, path));
    folders.put(Option.REPORT, report);
    settings.layout().workDirectory().ifPresent(path -> folders.put(Option.WORK_DIR, path));
    settings.layout().checkpoint().ifPresent(path -> folders.put(Option.CHECKPOINT, path));
    folders.forEach(
        (option, folder) -> {
          if (OutputTarget.isWithin(hadoop, folder, finalState)) {
            throw new BadInputException(
                "--final-state: "
                    + finalState
                    + " is a file, but "
                    + option.flag()
                    + " has its folder there: "
                    + folder
                    + ". Give another name.");
          }
        });
  }

  private void requireOutside(OutputTarget target, Option option, Optional<String> place) {
    place.ifPresent(path -> target.requireOutside(hadoop, option.flag(), path, inputs()));
  }

  /** What the run reads, which it must not touch. */
  private List<String> inputs() {
    List<String> inputs = new ArrayList<>();
    settings.input().path().ifPresent(inputs::add);
    settings.model().sidecar().ifPresent(inputs::add);
    settings.input().initialState().ifPresent(inputs::add);
    settings
        .solver()
        .guess()
        .filter(guess -> guess.kind() == GuessSettings.Kind.WARM)
        .map(GuessSettings::path)
        .filter(path -> OutputTarget.exists(hadoop, path)) // else it is refused where it is read
        .ifPresent(inputs::add);
    return inputs;
  }

  /** An older state may be replaced, and nothing else. */
  private void requireFree(String finalState) {
    Path path = new Path(finalState);
    try {
      FileSystem files = path.getFileSystem(hadoop);
      boolean exists = files.exists(path);
      if (exists && !settings.output().overwrite()) {
        throw new BadInputException(
            "--final-state: "
                + finalState
                + " exists. Give another name, or allow it to be replaced with --overwrite.");
      }
      if (exists && !isState(finalState) || isReports(files.makeQualified(path))) {
        throw new BadInputException(
            "--final-state: "
                + finalState
                + " is something other than a state, which it would replace. Give another name.");
      }
    } catch (IOException e) {
      throw new BadInputException(
          "--final-state: " + finalState + " cannot be reached: " + e.getMessage(), e);
    }
  }

  private boolean isState(String place) {
    return StateFile.isAt(place, hadoop) || StatesFolder.isAt(place, hadoop);
  }

  /** Whether a file would be the report's as well. */
  private boolean isReports(Path file) throws IOException {
    OutputSettings output = settings.output();
    String folder = output.reportFolder(output.path().orElse(""));
    for (Path other : new ReportFolder(folder, hadoop).files()) {
      if (other.getFileSystem(hadoop).makeQualified(other).equals(file)) {
        return true;
      }
    }
    return false;
  }
}

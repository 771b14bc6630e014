// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.app.console.Console;
import dev.deerpark.base.BadInputException;
import dev.deerpark.engine.FirstSweep;
import dev.deerpark.io.table.LoadedSeries;
import dev.deerpark.report.ResumedFrom;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.solve.Course;
import dev.deerpark.solve.Solution;
import dev.deerpark.solve.SolveListener;
import dev.deerpark.spark.SparkEngine;
import dev.deerpark.spark.checkpoint.Checkpoint;
import dev.deerpark.spark.checkpoint.CheckpointFolder;
import dev.deerpark.spark.checkpoint.Checkpointer;
import dev.deerpark.spark.checkpoint.RunIdentity;
import dev.deerpark.spark.checkpoint.SavedSolve;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;

/** A run's checkpoints: the one that it goes on from, and those that it leaves. */
public final class RunCheckpoint {
  private final EvaluateSettings settings;
  private final Console console;
  private final Optional<CheckpointFolder> folder;
  private final Optional<Checkpoint> found;
  private final Optional<SavedSolve> saved;

  private RunCheckpoint(
      EvaluateSettings settings,
      Console console,
      Optional<CheckpointFolder> folder,
      Optional<Checkpoint> found) {
    this.settings = settings;
    this.console = console;
    this.folder = folder;
    this.found = found;
    this.saved = found.map(Checkpoint::solve);
  }

  /**
   * Looks for a checkpoint of this run, and makes room for others.
   *
   * @param console shows what the run goes on from
   * @throws BadInputException where the folder holds the checkpoint of another version
   */
  public static RunCheckpoint open(
      EvaluateSettings settings, Configuration hadoop, Console console) {
    Optional<CheckpointFolder> folder =
        settings.layout().checkpoint().map(path -> new CheckpointFolder(path, hadoop));
    Optional<Checkpoint> found = folder.flatMap(each -> each.newest(console::warning));
    found.ifPresent(checkpoint -> checkpoint.requireSame(RunFacts.ofVersion()));
    folder.ifPresent(each -> each.make(console::warning));
    return new RunCheckpoint(settings, console, folder, found);
  }

  /** What the run that is gone on with had chosen; empty where a run begins. */
  public Optional<Course> course() {
    return saved.map(SavedSolve::course);
  }

  /** What the run goes on from; empty where a run begins. */
  public Optional<ResumedFrom> resumedFrom() {
    return found.map(
        checkpoint -> new ResumedFrom(folder.orElseThrow().toString(), checkpoint.iteration()));
  }

  /**
   * Refuses a run that is not the one that left the checkpoint, as far as that is known before the
   * series is read.
   *
   * @throws BadInputException with the list of differences
   */
  public void requireSame(Run run) {
    found.ifPresent(checkpoint -> checkpoint.requireSame(RunFacts.of(run)));
  }

  /**
   * Solves, from the checkpoint on where there is one.
   *
   * @param listener hears of every iteration, before the console
   * @param first gives the first sweep of a run that begins
   * @throws BadInputException where the checkpoint is that of another series
   */
  public Solution solve(
      Run run,
      LoadedSeries series,
      SparkEngine engine,
      SolveListener listener,
      Supplier<FirstSweep> first) {
    if (folder.isEmpty()) {
      return run.solver(console, listener, run.times()).solve(engine, first.get());
    }
    RunIdentity identity = RunFacts.identity(run, series);
    found.ifPresent(checkpoint -> checkpoint.requireSame(identity.facts()));
    Course course = course().orElseGet(run::course);
    Checkpointer keeper =
        new Checkpointer(
            folder.get(),
            identity,
            course,
            engine,
            settings.layout().checkpointSeconds(),
            console::warning);
    if (saved.isEmpty()) {
      return run.solver(course, console, listener, keeper).solve(engine, first.get());
    }
    console.line(
        "Going on from the checkpoint in " + folder.get() + ", after " + found.get().after());
    found.get().resume(engine, series.blocks(), saved.get().state());
    return run.solver(course, console, listener, keeper).resume(engine, saved.get().state());
  }

  /** Deletes the checkpoints of a run that has a result. */
  public void delete() {
    folder.ifPresent(
        each -> {
          try {
            each.delete();
          } catch (IOException e) {
            console.warning(
                "The checkpoints in " + each + " are no longer needed but cannot be deleted.");
          }
        });
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.run.WorkDirectory;
import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.PlaceTrial;
import dev.deerpark.report.Versions;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.StudySettings;
import dev.deerpark.study.Environment;
import dev.deerpark.study.Grid;
import dev.deerpark.study.RunOrder;
import dev.deerpark.study.RunOrder.Application;
import dev.deerpark.study.RunOrder.Turn;
import dev.deerpark.study.RunRow;
import dev.deerpark.study.Workers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The use case of the command {@code study}: measures a grid of networks, lengths, methods and
 * workers, takes every run apart, and reports how it scales and why.
 */
public final class Study {
  /** Workers that may share a core of this machine. */
  private static final int MOST_SHARING = 4;

  private static final String PARQUET = "runs.parquet";

  private final Applications applications;
  private final StudySettings settings;
  private final Configuration hadoop;
  private final Console console;
  private final StudyFolder folder;
  private final Map<String, Double> exponents = new HashMap<>();

  /**
   * @param applications starts them
   * @param settings as from {@link StudySettings#of}
   * @param hadoop the file systems' configuration
   * @param console hears what happens
   */
  public Study(
      Applications applications, StudySettings settings, Configuration hadoop, Console console) {
    this.applications = applications;
    this.settings = settings;
    this.hadoop = hadoop;
    this.console = console;
    this.folder = new StudyFolder(settings.output(), hadoop);
  }

  /**
   * Measures what is not recorded yet, and writes the report.
   *
   * @return {@link ExitStatus#NOT_CONVERGED} if a run's time does not count
   * @throws BadInputException for a folder that is taken, a grid that is not the recorded one, or a
   *     model that cannot be read
   */
  public ExitStatus run() {
    console.line(Versions.current().toString());
    settings.values().differing().forEach(value -> console.line("  " + value));
    if (!applications.onThisMachine() && settings.axes().executors().isEmpty()) {
      throw new BadInputException(
          "--executors is missing: on a cluster name the numbers of executors, such as 1,2,4.");
    }
    StudyNetworks networks = StudyNetworks.of(settings, hadoop);
    StudyGrid wanted =
        new StudyGrid(
            settings, applications.coresOfExecutor(), Runtime.getRuntime().availableProcessors());
    Grid grid = wanted.over(networks.sizes());
    wanted.leftOut(grid).forEach(console::line);
    if (grid.workers().size() > 1 && !applications.startAgain()) {
      throw new BadInputException(
          "--executors: every number is an application of its own, and a driver inside YARN has"
              + " only one. Use submit/spark-submit with --master yarn --deploy-mode client, or"
              + " name one number.");
    }
    requireCores(grid);
    PlaceTrial.require(Option.OUTPUT.flag(), folder.file("study.json"), hadoop);
    StudyRecord study = begun(grid);
    List<RunRow> rows = settings.resume() ? folder.rows() : new ArrayList<>();
    List<Application> left = RunOrder.of(grid, done(rows));
    announce(grid, left, rows);
    for (int at = 0; at < left.size(); at++) {
      study = measure(left.get(at), networks, study, rows, at == left.size() - 1);
      // a study that is killed later has its page so far
      StudyReport.of(folder, study, rows, List.of()).write(console);
    }
    if (left.isEmpty()) {
      console.line("All runs of this study are recorded already.");
      writeParquetIfMissing(grid, rows);
    }
    StudyReport.of(folder, study, rows, List.of()).write(console).tell(console);
    boolean all = rows.stream().filter(RunRow::isRun).allMatch(RunRow::counts);
    return all ? ExitStatus.DONE : ExitStatus.NOT_CONVERGED;
  }

  /**
   * @throws BadInputException where threads or processes on this machine would share its cores many
   *     times over
   */
  private void requireCores(Grid grid) {
    int cores = Runtime.getRuntime().availableProcessors();
    for (Workers workers : grid.workers()) {
      if (applications.onThisMachine() && workers.cores() > MOST_SHARING * cores) {
        throw new BadInputException(
            String.format(
                Locale.ROOT,
                "%s: %d cores are asked for, but this machine has %d. Give at most %d, or --master"
                    + " with a cluster.",
                workers.separate() ? Option.EXECUTORS.flag() : Option.CORES.flag(),
                workers.cores(),
                cores,
                MOST_SHARING * cores));
      }
    }
  }

  /** The record of a new study, or of the one that goes on. */
  private StudyRecord begun(Grid grid) {
    if (!settings.resume()) {
      if (folder.isTaken() && !settings.overwrite()) {
        throw new BadInputException(
            "--output: "
                + folder.path()
                + " holds a study. --resume goes on with it, --overwrite replaces it.");
      }
      StudyRecord fresh = StudyRecord.of(grid);
      folder.write(fresh);
      folder.write(List.<RunRow>of());
      return fresh;
    }
    StudyRecord recorded = folder.study();
    recorded
        .grid()
        .difference(grid)
        .ifPresent(
            difference -> {
              throw new BadInputException(
                  "--resume: the study in "
                      + folder.path()
                      + " has another grid: "
                      + difference
                      + ". Give the same options as before, or another --output.");
            });
    return recorded;
  }

  private static Set<Turn> done(List<RunRow> rows) {
    Set<Turn> done = new HashSet<>();
    rows.stream()
        .filter(RunRow::isRun)
        .forEach(row -> done.add(new Turn(row.cell(), row.repeat())));
    return done;
  }

  private void announce(Grid grid, List<Application> left, List<RunRow> rows) {
    int turns = left.stream().mapToInt(application -> application.turns().size()).sum();
    console.line(
        String.format(
            Locale.ROOT,
            "%d cells, %d timed runs of each; %d runs in %d applications are left%s",
            grid.cells().size(),
            grid.repeats(),
            turns,
            left.size(),
            rows.isEmpty() ? "" : ", those that warm up included"));
  }

  /** A study that was killed after its last run has its table, but not as Parquet. */
  private void writeParquetIfMissing(Grid grid, List<RunRow> rows) {
    if (folder.exists(PARQUET)) {
      return;
    }
    SparkSession spark = applications.start(grid.workers().get(0));
    try {
      RunsParquet.write(spark, rows, folder.file(PARQUET));
    } finally {
      spark.stop();
    }
  }

  private StudyRecord measure(
      Application application,
      StudyNetworks networks,
      StudyRecord study,
      List<RunRow> rows,
      boolean isLast) {
    SparkSession spark = applications.start(application.workers());
    try (WorkDirectory work =
        WorkDirectory.in(new Path(folder.path().toString()), hadoop, console)) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      work.takeCheckpoints(context);
      TurnRunner runner = new TurnRunner(context, settings, networks, exponents, console);
      Environment environment = EnvironmentLook.of(context, application.workers());
      StudyRecord longer = study.with(environment);
      folder.write(longer);
      TurnLines lines = new TurnLines(console, application);
      for (Turn turn : application.turns()) {
        int run = rows.stream().mapToInt(RunRow::run).max().orElse(0) + 1;
        List<RunRow> made = runner.run(turn.cell(), run, turn.repeat());
        lines.ended(turn, made.get(0));
        if (!turn.isWarmup()) {
          rows.addAll(made);
          folder.write(rows);
        }
      }
      if (isLast) {
        RunsParquet.write(spark, rows, folder.file(PARQUET));
      }
      return longer;
    } finally {
      spark.stop();
    }
  }
}

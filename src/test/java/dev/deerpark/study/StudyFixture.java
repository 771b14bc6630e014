// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study;

import dev.deerpark.plan.FormMemory;
import dev.deerpark.plan.LayoutPlanner;
import dev.deerpark.plan.Problem;
import dev.deerpark.plan.Segments;
import dev.deerpark.plan.probe.Dynamics;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.settings.LayoutSettings;
import dev.deerpark.solve.Method;
import dev.deerpark.study.anatomy.CoreSeconds;
import dev.deerpark.study.anatomy.Phase;
import dev.deerpark.study.anatomy.Traffic;
import dev.deerpark.study.model.Counts;
import dev.deerpark.study.model.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/** The rows of a study that never ran: its seconds follow from prices that a test knows. */
public final class StudyFixture {
  public static final long SEED = 20261126;

  private static final long[] LENGTHS = {100_000, 300_000, 1_000_000};
  private static final int[] CORES = {1, 2, 4};
  private static final int FORGETTING = 100;
  private static final int PROBE = 3000;

  /** In the order of {@link Counts#NAMES}. */
  private static final double[] PRICES = {8e-3, 1e-3, 2e-3, 4e-7, 6e-7, 2e-6, 3e-7, 2e-9, 4e-6};

  private StudyFixture() {}

  /**
   * Rows of whole runs of the loop and four methods, and those of their only phase.
   *
   * @param noise of the seconds, relative
   */
  public static List<RunRow> rows(double noise, int repeats) {
    Random random = new Random(SEED);
    List<RunRow> rows = new ArrayList<>();
    int run = 0;
    for (int repeat = 1; repeat <= repeats; repeat++) {
      for (int cores : CORES) {
        for (long length : LENGTHS) {
          for (String method : List.of("loop", "shooting", "quasi-deer", "sequential", "jacobi")) {
            double factor = Math.exp(noise * random.nextGaussian());
            rows.addAll(run(++run, repeat, method, length, cores, factor));
          }
        }
      }
    }
    return rows;
  }

  /** The rows of whole runs alone. */
  public static List<RunRow> runs(double noise, int repeats) {
    return rows(noise, repeats).stream().filter(RunRow::counts).toList();
  }

  private static List<RunRow> run(
      int run, int repeat, String name, long length, int cores, double factor) {
    Cell cell = new Cell("gru:D=16", 16, name, "auto", length, 0, Workers.ofOneProcess(cores));
    Conditions conditions = new Conditions("app-" + cores, 1_000L * run, 0.5, 0.6, 0.02, 0.03);
    if (cell.isLoop()) {
      Result result =
          new Result(
              name,
              "jvm",
              32,
              2,
              Result.CONVERGED,
              0,
              1,
              (int) length,
              1,
              1,
              0,
              0,
              -0.3,
              Double.NaN,
              Double.NaN);
      double seconds = factor * PRICES[Counts.ORDERED_STEP] * length;
      return List.of(
          new RunRow(
              run,
              repeat,
              cell,
              new Phase(Phase.RUN, null),
              seconds,
              new CoreSeconds(seconds, 0, 0, 0, 0, 0, 0, 0, 0, 0),
              Traffic.ofDriver(seconds),
              Work.ofSteps(length),
              result,
              conditions));
    }
    Method method = Method.named(name).orElseThrow();
    int probe = method.longSegments() ? PROBE : 0;
    Optional<Dynamics> dynamics =
        method.longSegments()
            ? Optional.of(new Dynamics(FORGETTING, OptionalInt.of(FORGETTING), -0.3, PROBE))
            : Optional.empty();
    LayoutPlanner planner =
        new LayoutPlanner(
            new Problem("fixture", 16, 2, 0, new TimeRange(0, length)),
            32,
            cores,
            method,
            method.forms(),
            dynamics);
    Segments segments = planner.segments(OptionalInt.empty());
    Layout layout = planner.layout(segments, LayoutSettings.chosen());
    int burnIn = segments.burnIn().orElse(0);
    int iterations =
        method.longSegments() || method == Method.SEQUENTIAL
            ? 0
            : (int) Math.round(4 * Math.log10(length) - 10);
    long steps = length * (iterations + 1) + (layout.segments() - 1) * burnIn;
    boolean ordered = method == Method.SEQUENTIAL;
    int stages = 2 + (ordered ? layout.partitions() : iterations + 1);
    int tasks = ordered ? 3 * layout.partitions() : stages * layout.partitions();
    long bytes =
        900L * tasks
            + Messages.allElements(layout)
                * FormMemory.elementBytes(method.forms().first(), 16, method.filters())
                * (iterations + 1);
    Result result =
        new Result(
            name,
            "jvm",
            32,
            2,
            Result.CONVERGED,
            iterations,
            (double) (steps + probe) / length,
            layout.segmentLength(),
            layout.blockSegments(),
            layout.partitions(),
            burnIn,
            probe,
            -0.3,
            1e-7,
            1e-6);
    long tangents = method == Method.QUASI_DEER ? steps : 0;
    Work work = new Work(steps + probe, tangents, layout.segments());
    Traffic traffic = new Traffic(stages, stages, tasks, 0, bytes, 0, 0.1);
    RunRow unpriced =
        new RunRow(
            run,
            repeat,
            cell,
            new Phase(Phase.RUN, null),
            1,
            CoreSeconds.NONE,
            traffic,
            work,
            result,
            conditions);
    double seconds = 0;
    double[] counts = Counts.of(unpriced).values();
    for (int i = 0; i < counts.length; i++) {
      seconds += factor * PRICES[i] * counts[i];
    }
    // what Spark's events would tell apart
    double active = ordered ? 1 : Math.min(cores, layout.partitions());
    double evaluation = 0;
    for (int i = Counts.WALKED_STEP; i <= Counts.ORDERED_STEP; i++) {
      evaluation += factor * active * PRICES[i] * counts[i];
    }
    double localScan = factor * active * PRICES[Counts.ELEMENT] * counts[Counts.ELEMENT];
    double starting = factor * active * PRICES[Counts.STARTED_TASK] * counts[Counts.STARTED_TASK];
    double rest = cores * seconds - evaluation - localScan - starting;
    CoreSeconds time =
        new CoreSeconds(
            evaluation,
            localScan,
            0,
            0.1 * starting,
            0.4 * starting,
            0.2 * starting,
            0,
            0.3 * starting,
            0.4 * rest,
            0.6 * rest);
    List<RunRow> rows = new ArrayList<>();
    rows.add(
        new RunRow(
            run,
            repeat,
            cell,
            new Phase(Phase.RUN, null),
            seconds,
            time,
            traffic,
            work,
            result,
            conditions));
    rows.add(
        new RunRow(
            run,
            repeat,
            cell,
            new Phase(Phase.SWEEP, 0),
            seconds,
            time,
            traffic,
            work,
            result,
            conditions));
    return rows;
  }
}

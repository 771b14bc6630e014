// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.model;

import dev.deerpark.plan.FormMemory;
import dev.deerpark.plan.LayoutPlanner;
import dev.deerpark.plan.Problem;
import dev.deerpark.plan.Segments;
import dev.deerpark.plan.probe.Dynamics;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.settings.LayoutSettings;
import dev.deerpark.solve.Method;
import dev.deerpark.study.Cell;
import dev.deerpark.study.Result;
import dev.deerpark.study.RunRow;
import dev.deerpark.study.fit.Sample;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/**
 * How a method behaves on a network, as its runs show: what it will do on another length and other
 * workers. The layout is the planner's own. Iterations grow with the logarithm of the length, and
 * everything else in proportion to the steps, the sweeps or the tasks.
 *
 * @param method that runs take
 * @param like a run of it, for what all have in common
 * @param iterationsBase a, of {@code a + b log10 T} iterations
 * @param iterationsPerDecade b
 * @param stepsPerPlanned evaluations of f, over those of one walk and one burn-in for each sweep
 * @param tangentsPerStep the cost of tangents, over the evaluations of f
 * @param otherStages beside one for each sweep, or for each partition where these are walked in
 *     order
 * @param bytesPerTask that the driver receives beside elements
 * @param forgettingSteps after which the start is forgotten; empty where there is no burn-in
 * @param probeSteps of the probe
 */
public record Behaviour(
    Method method,
    RunRow like,
    double iterationsBase,
    double iterationsPerDecade,
    double stepsPerPlanned,
    double tangentsPerStep,
    double otherStages,
    double bytesPerTask,
    OptionalInt forgettingSteps,
    double probeSteps) {

  /**
   * The behaviour that runs show.
   *
   * @param runs rows of whole runs that count, of the same network, kernel and taken method, at
   *     least one
   */
  public static Behaviour of(List<RunRow> runs) {
    RunRow like = runs.get(0);
    Method method = Method.named(like.result().takenMethod()).orElseThrow();
    double[] line = iterations(runs);
    return new Behaviour(
        method,
        like,
        line[0],
        line[1],
        median(runs, run -> steps(run) / planned(layout(run), run.result())),
        median(runs, run -> run.work().tangentSteps() / steps(run)),
        median(runs, run -> run.traffic().stages() - ownStages(run)),
        median(
            runs,
            run ->
                Math.max(0, run.traffic().resultBytes() - elementBytes(run))
                    / run.traffic().tasks()),
        runs.stream()
            .mapToInt(run -> run.result().burnInSteps())
            .filter(steps -> steps > 0)
            .map(steps -> Math.max(1, steps / 2))
            .min(),
        median(runs, run -> run.result().probeSteps()));
  }

  private static double median(List<RunRow> runs, ToDoubleFunction<RunRow> figure) {
    return Sample.of(runs.stream().mapToDouble(figure)).median();
  }

  /** The line through the iterations over the logarithm of the length: {@code a, b}. */
  private static double[] iterations(List<RunRow> runs) {
    double count = runs.size();
    double x = runs.stream().mapToDouble(Behaviour::decade).sum() / count;
    double y = runs.stream().mapToDouble(run -> run.result().iterations()).sum() / count;
    double squares = 0;
    double products = 0;
    for (RunRow run : runs) {
      double dx = decade(run) - x;
      squares += dx * dx;
      products += dx * (run.result().iterations() - y);
    }
    double slope = squares == 0 ? 0 : products / squares;
    return new double[] {y - slope * x, slope};
  }

  private static double decade(RunRow run) {
    return Math.log10(run.cell().lengthSteps());
  }

  private static Layout layout(RunRow run) {
    return run.result().layout(run.cell().lengthSteps());
  }

  private static double steps(RunRow run) {
    return run.work().functionSteps() - run.result().probeSteps();
  }

  /** A walk of all steps and a burn-in of all segments but the first, for each sweep. */
  private static double planned(Layout layout, Result result) {
    return planned(layout, result.burnInSteps(), result.iterations() + 1);
  }

  private static double planned(Layout layout, double burnIn, double sweeps) {
    return layout.steps() * sweeps + (layout.segments() - 1) * burnIn;
  }

  private static double ownStages(RunRow run) {
    return Counts.isOrdered(run.result().takenMethod())
        ? run.result().partitions()
        : run.result().iterations() + 1;
  }

  private static double elementBytes(RunRow run) {
    Method method = Method.named(run.result().takenMethod()).orElseThrow();
    return (double) Messages.allElements(layout(run))
        * FormMemory.elementBytes(method.forms().first(), run.cell().stateSize(), method.filters())
        * (run.result().iterations() + 1);
  }

  /** The iterations that are to be expected. */
  public double iterations(long steps) {
    return Math.max(0, iterationsBase + iterationsPerDecade * Math.log10(steps));
  }

  /** The layout that the planner makes for a series, with one partition a core or more. */
  public Layout layout(long steps, int cores) {
    return planner(steps, cores).layout(segments(steps, cores), LayoutSettings.chosen());
  }

  private Segments segments(long steps, int cores) {
    int asked = like.cell().askedSegmentSteps();
    return planner(steps, cores).segments(asked == 0 ? OptionalInt.empty() : OptionalInt.of(asked));
  }

  private LayoutPlanner planner(long steps, int cores) {
    Cell cell = like.cell();
    Optional<Dynamics> dynamics =
        method.longSegments()
            ? Optional.of(
                new Dynamics(
                    forgettingSteps.orElse(0),
                    forgettingSteps,
                    like.result().exponentNatsPerStep(),
                    (long) probeSteps))
            : Optional.empty();
    TimeRange times = new TimeRange(0, steps);
    return new LayoutPlanner(
        new Problem(cell.network(), cell.stateSize(), like.result().inputSize(), 0, times),
        like.result().lanes(),
        like.cell().workers().parallelism(cores),
        method,
        method.forms(),
        dynamics);
  }

  /** What a run on another length and other workers will cost. */
  public Counts counts(long steps, int cores) {
    Layout layout = layout(steps, cores);
    double sweeps = iterations(steps) + 1;
    double burnIn = segments(steps, cores).burnIn().orElse(0);
    double walked = stepsPerPlanned * planned(layout, burnIn, sweeps);
    double active = Counts.active(layout, cores);
    boolean ordered = Counts.isOrdered(method.label());
    double stages = otherStages + (ordered ? layout.partitions() : sweeps);
    double tasks = ordered ? layout.partitions() * (1 + otherStages) : stages * layout.partitions();
    double elementBytes =
        (double) Messages.allElements(layout)
            * FormMemory.elementBytes(
                method.forms().first(), like.cell().stateSize(), method.filters());
    return new Counts(
        stages,
        tasks,
        ordered ? tasks : tasks / active,
        ordered ? 0 : walked / active,
        tangentsPerStep * walked / active,
        ordered ? walked : 0,
        ordered ? layout.segments() : layout.segments() * sweeps / active,
        bytesPerTask * tasks + elementBytes * sweeps,
        probeSteps);
  }
}

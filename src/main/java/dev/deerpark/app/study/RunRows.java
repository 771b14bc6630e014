// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import dev.deerpark.app.measure.Measured.Planned;
import dev.deerpark.app.measure.Measurement;
import dev.deerpark.engine.sweep.BurnIn;
import dev.deerpark.report.Verification;
import dev.deerpark.sequence.Layout;
import dev.deerpark.solve.IterationRecord;
import dev.deerpark.solve.Method;
import dev.deerpark.solve.Outcome;
import dev.deerpark.study.Cell;
import dev.deerpark.study.Conditions;
import dev.deerpark.study.Result;
import dev.deerpark.study.RunRow;
import dev.deerpark.study.Work;
import dev.deerpark.study.anatomy.Anatomy;
import dev.deerpark.study.anatomy.CoreSeconds;
import dev.deerpark.study.anatomy.JobSpan;
import dev.deerpark.study.anatomy.Phase;
import dev.deerpark.study.anatomy.PhaseSpan;
import dev.deerpark.study.anatomy.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Makes the rows of one run, that of the whole run first.
 *
 * @param cell that ran
 * @param run its number
 * @param repeat of the cell
 * @param walker that walked
 * @param exponent of the network
 */
record RunRows(Cell cell, int run, int repeat, Walker walker, double exponent) {

  /** A kernel, and the size of the inputs that it reads. */
  record Walker(String kernel, int lanes, int inputSize) {}

  private static final Phase WHOLE = new Phase(Phase.RUN, null);
  private static final Conditions UNKNOWN =
      new Conditions("", 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** Results that are not known. */
  private static final String REFUSED = "DOES_NOT_FIT";

  /** The same rows under these conditions. */
  static List<RunRow> with(List<RunRow> rows, Conditions conditions) {
    return rows.stream()
        .map(
            row ->
                new RunRow(
                    row.run(),
                    row.repeat(),
                    row.cell(),
                    row.phase(),
                    row.seconds(),
                    row.time(),
                    row.traffic(),
                    row.work(),
                    row.result(),
                    conditions))
        .toList();
  }

  /** The sequential loop, on one core. */
  List<RunRow> ofLoop(double seconds) {
    int steps = (int) Math.min(Integer.MAX_VALUE, cell.lengthSteps());
    Result result =
        new Result(
            Cell.LOOP,
            walker.kernel(),
            walker.lanes(),
            walker.inputSize(),
            Result.CONVERGED,
            0,
            1,
            steps,
            1,
            1,
            0,
            0,
            exponent,
            Double.NaN,
            Double.NaN);
    CoreSeconds time = new CoreSeconds(seconds, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    return List.of(
        row(
            WHOLE,
            seconds,
            time,
            Traffic.ofDriver(seconds),
            Work.ofSteps(cell.lengthSteps()),
            result));
  }

  /** A run that was not begun. */
  List<RunRow> ofRefusal(Planned planned) {
    Result result =
        result(
            planned.method(),
            REFUSED,
            0,
            Double.NaN,
            planned.layout(),
            planned.burnIn().orElse(0),
            planned.probeSteps(),
            null);
    return List.of(row(WHOLE, Double.NaN, CoreSeconds.NONE, Traffic.NONE, Work.NONE, result));
  }

  /**
   * A run of a method.
   *
   * @param jobs of the application while it ran; others are left out
   */
  List<RunRow> of(Measurement measured, List<JobSpan> jobs) {
    Verification check = measured.verification().orElse(null);
    Result result =
        result(
            measured.method(),
            outcome(measured, check),
            measured.solution().iterations(),
            measured.passes(),
            measured.layout(),
            measured.burnIn().orElse(0),
            measured.probeSteps(),
            check);
    List<RunRow> phases = new ArrayList<>();
    double probe = measured.times().probeSeconds();
    int cores = cell.workers().cores();
    phases.add(
        row(
            new Phase(Phase.PROBE, null),
            probe,
            CoreSeconds.ofDriver(probe, cores),
            Traffic.ofDriver(probe),
            Work.ofSteps(measured.probeSteps()),
            result));
    List<PhaseSpan> spans =
        Anatomy.phases(
            jobs, measured.times().solvingMillis(), measured.times().endedMillis(), cores);
    for (PhaseSpan span : spans) {
      phases.add(
          row(
              span.phase(),
              span.seconds(),
              span.time(),
              span.traffic(),
              work(span.phase(), measured),
              result));
    }
    List<RunRow> rows = new ArrayList<>();
    rows.add(whole(phases, measured, result));
    rows.addAll(phases);
    return rows;
  }

  private RunRow whole(List<RunRow> phases, Measurement measured, Result result) {
    CoreSeconds time = CoreSeconds.NONE;
    Traffic traffic = Traffic.NONE;
    for (RunRow phase : phases) {
      time = time.plus(phase.time());
      traffic = traffic.plus(phase.traffic());
    }
    Work work =
        new Work(
            measured.solution().steps() + measured.probeSteps(),
            measured.solution().tangentSteps(),
            measured.solution().last().settledSegments());
    return row(WHOLE, measured.times().seconds(), time, traffic, work, result);
  }

  /** The solver's outcome, in the light of the check. */
  private static String outcome(Measurement measured, Verification check) {
    Outcome outcome = measured.solution().outcome();
    boolean differs =
        check != null
            && !(check.scaledDifference() <= check.bound()
                && Objects.equals(check.repeats(), true));
    return (differs ? Outcome.DIFFERS_FROM_LOOP : outcome).name();
  }

  /** The work of the burn-in is counted by the solver with the first sweep. */
  private static Work work(Phase phase, Measurement measured) {
    long burnIn =
        measured.burnIn().isPresent()
            ? new BurnIn(measured.burnIn().getAsInt()).work(measured.layout())
            : 0;
    if (phase.phase().equals(Phase.BURN_IN)) {
      return Work.ofSteps(burnIn);
    }
    if (phase.phase().equals(Phase.IN_ORDER)) {
      IterationRecord walk = measured.solution().last();
      return new Work(walk.steps(), walk.tangentSteps(), walk.settledSegments());
    }
    Integer iteration = phase.iteration();
    if (!phase.phase().equals(Phase.SWEEP) || iteration >= measured.solution().history().size()) {
      return Work.NONE;
    }
    IterationRecord record = measured.solution().history().get(iteration);
    long before = iteration == 0 ? burnIn : 0;
    return new Work(record.steps() - before, record.tangentSteps(), record.settledSegments());
  }

  private Result result(
      Method method,
      String outcome,
      int iterations,
      double passes,
      Layout layout,
      int burnIn,
      long probeSteps,
      Verification check) {
    return new Result(
        method.label(),
        walker.kernel(),
        walker.lanes(),
        walker.inputSize(),
        outcome,
        iterations,
        passes,
        layout.segmentLength(),
        layout.blockSegments(),
        layout.partitions(),
        burnIn,
        probeSteps,
        exponent,
        check == null ? Double.NaN : check.scaledDifference(),
        check == null ? Double.NaN : check.bound());
  }

  private RunRow row(
      Phase phase, double seconds, CoreSeconds time, Traffic traffic, Work work, Result result) {
    return new RunRow(run, repeat, cell, phase, seconds, time, traffic, work, result, UNKNOWN);
  }
}

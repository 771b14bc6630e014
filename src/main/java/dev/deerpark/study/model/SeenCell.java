// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.model;

import dev.deerpark.study.Cell;
import dev.deerpark.study.RunRow;
import dev.deerpark.study.anatomy.CoreSeconds;
import dev.deerpark.study.fit.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What the runs of a cell came to: medians, which one slow run does not move. The seconds of tasks
 * are those of one of the cores that shared them.
 *
 * @param counts of its first run; those of the others differ by a few bytes
 * @param isLoop whether it is the loop
 * @param isOrdered whether it walks one partition after the other, as the loop does
 * @param seconds of a run
 * @param evaluationSeconds of walks
 * @param otherTaskSeconds of all else that tasks did: local scan, tree, garbage collection, and
 *     what Spark does around them
 */
record SeenCell(
    Counts counts,
    boolean isLoop,
    boolean isOrdered,
    double seconds,
    double evaluationSeconds,
    double otherTaskSeconds) {

  /** The cells of runs. */
  static List<SeenCell> all(List<RunRow> runs) {
    Map<Cell, List<RunRow>> cells =
        runs.stream()
            .collect(Collectors.groupingBy(RunRow::cell, LinkedHashMap::new, Collectors.toList()));
    return cells.values().stream().map(SeenCell::of).toList();
  }

  private static SeenCell of(List<RunRow> runs) {
    RunRow first = runs.get(0);
    boolean loop = first.cell().isLoop();
    boolean ordered = loop || Counts.isOrdered(first.result().takenMethod());
    double cores =
        ordered
            ? 1
            : Counts.active(
                first.result().layout(first.cell().lengthSteps()), first.cell().workers().cores());
    return new SeenCell(
        Counts.of(first),
        loop,
        ordered,
        median(runs, RunRow::seconds),
        median(runs, run -> run.time().evaluationCoreSeconds()) / cores,
        loop ? 0 : median(runs, run -> others(run.time())) / cores);
  }

  private static double others(CoreSeconds time) {
    return time.whole()
        - time.evaluationCoreSeconds()
        - time.idleCoreSeconds()
        - time.driverCoreSeconds();
  }

  private static double median(List<RunRow> runs, ToDoubleFunction<RunRow> figure) {
    return Sample.of(runs.stream().mapToDouble(figure)).median();
  }
}

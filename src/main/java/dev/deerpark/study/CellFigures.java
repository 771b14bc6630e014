// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study;

import dev.deerpark.study.anatomy.CoreSeconds;
import dev.deerpark.study.fit.Estimate;
import dev.deerpark.study.fit.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all runs of a cell say together.
 *
 * @param cell of the grid
 * @param result of its first run; the counts are the same in all
 * @param seconds of the runs that count
 * @param loop seconds of the loop on the same network, kernel and length, on any workers
 * @param time of all cores, the mean of the runs that count
 */
public record CellFigures(Cell cell, Result result, Sample seconds, Sample loop, CoreSeconds time) {
  private static final double HOUR = 3600;
  private static final double BILLION = 1e9;

  /** The figures of every cell that ran, sorted by network, length and method. */
  public static List<CellFigures> all(List<RunRow> rows) {
    Map<Cell, List<RunRow>> cells = new LinkedHashMap<>();
    for (RunRow row : rows) {
      if (row.isRun()) {
        cells.computeIfAbsent(row.cell(), cell -> new ArrayList<>()).add(row);
      }
    }
    return cells.values().stream()
        .map(runs -> of(runs, loop(runs.get(0).cell(), rows)))
        .sorted(
            Comparator.comparing((CellFigures figures) -> figures.cell().network())
                .thenComparing(figures -> figures.cell().kernel())
                .thenComparing(figures -> figures.cell().lengthSteps())
                .thenComparing(figures -> !figures.isLoop())
                .thenComparing(figures -> figures.cell().methodLabel())
                .thenComparing(figures -> figures.cell().workers().cores()))
        .toList();
  }

  private static Sample loop(Cell cell, List<RunRow> rows) {
    return Sample.of(
        rows.stream()
            .filter(row -> row.counts() && row.cell().isLoop() && row.cell().sameWork(cell))
            .mapToDouble(RunRow::seconds));
  }

  private static CellFigures of(List<RunRow> runs, Sample loop) {
    List<RunRow> counted = runs.stream().filter(RunRow::counts).toList();
    CoreSeconds sum = CoreSeconds.NONE;
    for (RunRow run : counted) {
      sum = sum.plus(run.time());
    }
    return new CellFigures(
        runs.get(0).cell(),
        runs.get(0).result(),
        Sample.of(counted.stream().mapToDouble(RunRow::seconds)),
        loop,
        sum.over(Math.max(1, counted.size())));
  }

  public boolean isLoop() {
    return cell.isLoop();
  }

  /** Whether there is a time that counts. */
  public boolean counts() {
    return !seconds.isEmpty();
  }

  /** How many times faster than the loop on one core. */
  public Estimate speedup() {
    return seconds.ratioOf(loop);
  }

  /** The speed-up over the cores. */
  public Estimate efficiency() {
    double cores = cell.isLoop() ? 1 : cell.workers().cores();
    Estimate speedup = speedup();
    return new Estimate(speedup.value() / cores, speedup.low() / cores, speedup.high() / cores);
  }

  /**
   * The loop's time over the core-seconds of evaluation, local scan and tree: what is lost, or won,
   * by the method, with passes, burn-in, tangents and iterations.
   */
  public double methodEfficiency() {
    return loop.median() / time.work();
  }

  /** The fraction of all core-seconds that is evaluation, local scan and tree. */
  public double clusterEfficiency() {
    return time.work() / time.whole();
  }

  /** Core-hours for a billion steps. */
  public double coreHoursPerBillion() {
    double cores = cell.isLoop() ? 1 : cell.workers().cores();
    return seconds.median() * cores / HOUR * BILLION / cell.lengthSteps();
  }
}

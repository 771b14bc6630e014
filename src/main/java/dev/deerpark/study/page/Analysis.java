// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.page;

import dev.deerpark.study.Cell;
import dev.deerpark.study.CellFigures;
import dev.deerpark.study.Environment;
import dev.deerpark.study.Grid;
import dev.deerpark.study.MethodFit;
import dev.deerpark.study.RunRow;
import dev.deerpark.study.model.Explained;
import dev.deerpark.study.model.Prediction;
import java.util.List;

/**
 * All that follows from the rows of a study.
 *
 * @param grid that was measured
 * @param environments where it was
 * @param rows of {@code runs.csv}
 * @param cells the figures of each cell
 * @param fits of the laws of scaling
 * @param explained the runs of each network and kernel
 * @param predictions that were asked for
 */
public record Analysis(
    Grid grid,
    List<Environment> environments,
    List<RunRow> rows,
    List<CellFigures> cells,
    List<MethodFit> fits,
    List<Explained> explained,
    List<Prediction> predictions) {

  /** Computes everything. */
  public static Analysis of(
      Grid grid, List<Environment> environments, List<RunRow> rows, List<Prediction> predictions) {
    List<CellFigures> cells = CellFigures.all(rows);
    List<RunRow> counted =
        rows.stream().filter(RunRow::counts).filter(row -> row.seconds() > 0).toList();
    return new Analysis(
        grid, environments, rows, cells, MethodFit.all(cells), Explained.all(counted), predictions);
  }

  /** Whole runs that were made while the machine was busy with something else. */
  public List<RunRow> busy() {
    return rows.stream().filter(row -> row.isRun() && row.conditions().isBusy()).toList();
  }

  /** Whether all of it ran before everything else on its machine, which then disturbs little. */
  public boolean hadPriority() {
    return !environments.isEmpty() && environments.stream().allMatch(Environment::realTime);
  }

  /** Whether networks were walked by several kernels, whose names tell the runs apart. */
  boolean hasSeveralKernels() {
    return grid.cells().stream().map(Cell::kernel).distinct().count() > 1;
  }

  /** A network, with the kernel where there are several. */
  String name(String network, String kernel) {
    return hasSeveralKernels() ? network + ", " + kernel : network;
  }

  String name(Cell cell) {
    return name(cell.network(), cell.kernel());
  }

  double tolerance() {
    return grid.tolerance();
  }
}

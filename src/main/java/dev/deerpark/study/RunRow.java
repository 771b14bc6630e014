// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study;

import dev.deerpark.study.anatomy.CoreSeconds;
import dev.deerpark.study.anatomy.Phase;
import dev.deerpark.study.anatomy.Traffic;
import dev.deerpark.study.table.RecordTable;

/**
 * A row of {@code runs.csv}: a run, or a phase of it.
 *
 * @param run its number in the study, in the order in which runs ended, from 1
 * @param repeat of its cell, from 1
 * @param cell of the grid
 * @param phase {@link Phase#RUN} for the whole run
 * @param seconds of the phase, or of the run: probe, burn-in and all iterations
 * @param time of all cores
 * @param traffic of Spark
 * @param work of the method
 * @param result of the whole run
 * @param conditions around the whole run
 */
public record RunRow(
    int run,
    int repeat,
    Cell cell,
    Phase phase,
    double seconds,
    CoreSeconds time,
    Traffic traffic,
    Work work,
    Result result,
    Conditions conditions) {

  /** The table of such rows. */
  public static RecordTable<RunRow> table() {
    return new RecordTable<>(RunRow.class);
  }

  /** Whether this is the row of a whole run. */
  public boolean isRun() {
    return phase.phase().equals(Phase.RUN);
  }

  /** Whether this is the row of a whole run whose time counts. */
  public boolean counts() {
    return isRun() && result.converged();
  }
}

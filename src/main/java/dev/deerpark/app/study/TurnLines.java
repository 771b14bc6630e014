// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import dev.deerpark.app.console.Console;
import dev.deerpark.study.Cell;
import dev.deerpark.study.RunOrder.Application;
import dev.deerpark.study.RunOrder.Turn;
import dev.deerpark.study.RunRow;
import java.util.List;
import java.util.Locale;

/** One line a run. */
final class TurnLines {
  private final Console console;
  private final int turns;
  private final long began = System.nanoTime();
  private final boolean severalKernels;
  private final int widest;
  private int ended;
  private boolean warned;

  TurnLines(Console console, Application application) {
    this.console = console;
    this.turns = application.turns().size();
    List<Cell> cells = application.turns().stream().map(Turn::cell).distinct().toList();
    this.severalKernels = cells.stream().map(Cell::kernel).distinct().count() > 1;
    this.widest = cells.stream().mapToInt(cell -> name(cell).length()).max().orElse(1);
    console.line("");
    console.line(String.format(Locale.ROOT, "%s: %d runs", application.workers(), turns));
  }

  /** What tells a cell from others of the same network and length. */
  private String name(Cell cell) {
    return cell.methodLabel() + (severalKernels ? " by " + cell.kernel() : "");
  }

  /**
   * @param row of the whole run
   */
  void ended(Turn turn, RunRow row) {
    ended++;
    double spent = (System.nanoTime() - began) / 1e9;
    console.line(
        String.format(
            Locale.ROOT,
            "  %4d/%d  %-" + widest + "s  %-24s %,12d steps  %8s  %9.3f s  %s%s%s",
            ended,
            turns,
            name(turn.cell()),
            turn.cell().network(),
            turn.cell().lengthSteps(),
            turn.isWarmup() ? "warm-up" : "run " + turn.repeat(),
            row.seconds(),
            row.counts()
                ? String.format(
                    Locale.ROOT,
                    "%s, %d iterations, %.2f passes",
                    row.result().takenMethod(),
                    row.result().iterations(),
                    row.result().passes())
                : row.result().outcome(),
            row.conditions().isBusy() ? ", busy" : "",
            ended % 10 == 0
                ? String.format(
                    Locale.ROOT, "  (%.0f s more here)", spent / ended * (turns - ended))
                : ""));
    if (row.conditions().isBusy() && !warned) {
      warned = true;
      console.warning(
          String.format(
              Locale.ROOT,
              "The machine is busy with something else (%.0f %% of it before this run, %.0f %% after"
                  + " it): times mean little. Such runs are marked.",
              100 * row.conditions().busyBefore(),
              100 * row.conditions().busyAfter()));
    }
  }
}

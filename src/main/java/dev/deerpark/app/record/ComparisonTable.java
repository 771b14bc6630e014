// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import dev.deerpark.app.console.Console;
import dev.deerpark.report.ComparedRun;
import dev.deerpark.report.Verification;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A line for each run of a comparison. */
final class ComparisonTable {
  private ComparisonTable() {}

  static void print(List<ComparedRun> runs, Console console) {
    console.line("");
    console.line(
        "  method             segment  iterations  to loop   residual   passes  jacobians  seconds"
            + "  difference  outcome");
    runs.forEach(run -> console.line(row(run)));
  }

  private static String row(ComparedRun run) {
    return String.format(
        Locale.ROOT,
        "  %-17s %8d  %10d  %7s  %9.2e  %7.2f  %9.1f  %7.2f  %10s  %s",
        run.solution().method(),
        run.plan().layout().segmentLength(),
        run.solution().iterations(),
        Objects.toString(run.iterationsToLoop(), "-"),
        run.solution().residual(),
        run.solution().passes(),
        run.solution().jacobianEquivalents(),
        run.seconds(),
        difference(run.verification()),
        run.outcome());
  }

  private static String difference(Verification verification) {
    return verification == null || verification.maxDifference() == null
        ? "-"
        : String.format(Locale.ROOT, "%.2e", verification.maxDifference());
  }
}

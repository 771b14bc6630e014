// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.console;

import dev.deerpark.sequence.Layout;
import dev.deerpark.solve.Forecast;
import dev.deerpark.solve.IterationRecord;
import dev.deerpark.solve.SolveListener;
import java.util.List;
import java.util.Locale;

/** One line an iteration. */
public final class ProgressLines implements SolveListener {
  private final Console console;
  private final Layout layout;
  private final double tolerance;

  public ProgressLines(Console console, Layout layout, double tolerance) {
    this.console = console;
    this.layout = layout;
    this.tolerance = tolerance;
  }

  @Override
  public void finished(List<IterationRecord> history) {
    IterationRecord record = history.get(history.size() - 1);
    if (record.iteration() == 0) {
      console.line(
          "  iteration   residual     update  est. error  settled   moved   lambda  exponent"
              + "  overshoot  seconds  forecast");
    }
    console.line(
        String.format(
            Locale.ROOT,
            "  %9d  %9s  %9s   %9s  %6.1f%%  %5.1f%%  %7s  %8s  %9s  %7.2f  %s%s",
            record.iteration(),
            number(record.residual()),
            record.iteration() == 0 ? "-" : number(record.update()),
            number(record.estimatedError()),
            100.0 * record.settledSegments() / layout.segments(),
            100.0 * record.movedSegments() / layout.segments(),
            record.lambda() == 0 ? "-" : String.format(Locale.ROOT, "%.0e", record.lambda()),
            Double.isNaN(record.exponent())
                ? "-"
                : String.format(Locale.ROOT, "%+.4f", record.exponent()),
            overshoot(record.overshoot()),
            record.seconds(),
            forecast(history),
            record.refused() == 0 ? "" : "  (" + record.refused() + " not finite, left out)"));
  }

  /** The largest growth of a small difference, which may be too large for a number. */
  private static String overshoot(double nats) {
    return Double.isNaN(nats) ? "-" : String.format(Locale.ROOT, "1e%+.0f", nats / Math.log(10));
  }

  private String forecast(List<IterationRecord> history) {
    return Forecast.of(history, layout.segments(), layout.steps(), tolerance)
        .map(
            f ->
                String.format(
                    Locale.ROOT, "%.0f more, %.3g passes in all", f.iterations(), f.passes()))
        .orElse("-");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2e", value);
  }
}

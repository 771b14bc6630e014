package dev.deerpark.app;

import dev.deerpark.solve.IterationRecord;
import dev.deerpark.solve.SolveListener;
import java.util.Locale;

/** One line an iteration. */
final class ProgressLines implements SolveListener {
  private final Console console;
  private final long segments;

  ProgressLines(Console console, long segments) {
    this.console = console;
    this.segments = segments;
  }

  @Override
  public void finished(IterationRecord record) {
    if (record.iteration() == 0) {
      console.line("  iteration   residual     update  est. error  settled   moved  seconds");
    }
    console.line(
        String.format(
            Locale.ROOT,
            "  %9d  %9s  %9s   %9s  %6.1f%%  %5.1f%%  %7.2f%s",
            record.iteration(),
            number(record.residual()),
            record.iteration() == 0 ? "-" : number(record.update()),
            number(record.estimatedError()),
            100.0 * record.settledSegments() / segments,
            100.0 * record.movedSegments() / segments,
            record.seconds(),
            record.refused() == 0 ? "" : "  (" + record.refused() + " not finite, left out)"));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2e", value);
  }
}

package dev.deerpark.solve;

import dev.deerpark.engine.SweepSummary;
import java.util.List;

/**
 * What a run came to. The states themselves stay in the engine.
 *
 * @param outcome how it ended
 * @param sentence the outcome in words
 * @param summary of the iterate, as the last sweep left it
 * @param history one record an iteration, from 0
 */
public record Solution(
    Outcome outcome, String sentence, SweepSummary summary, List<IterationRecord> history) {

  public Solution {
    history = List.copyOf(history);
  }

  /**
   * This solution in the light of the residual of its states as they are written. The solver
   * measures where walks end, and a walk that met an earlier one ends where that did; if what they
   * had forgotten comes back, the states are not joined.
   */
  public Solution judgedBy(double residual, double tolerance) {
    if (!outcome.converged() || residual <= tolerance) {
      return this;
    }
    return new Solution(
        Outcome.NOT_JOINED,
        String.format(
            "Not converged: walks met within rounding but parted again, so that the residual of the"
                + " states is %.2e, above the tolerance of %.0e. Try shorter segments or"
                + " --precision double.",
            residual, tolerance),
        summary,
        history);
  }

  public IterationRecord last() {
    return history.get(history.size() - 1);
  }

  /** Updates made. */
  public int iterations() {
    return last().iteration();
  }

  /** Evaluations of f in all sweeps. */
  public long steps() {
    return history.stream().mapToLong(IterationRecord::steps).sum();
  }

  /**
   * The largest absolute difference of two walks where they were taken to have met; 0 where none
   * were.
   */
  public double largestJump() {
    return history.stream().mapToDouble(IterationRecord::largestJump).max().orElse(0);
  }

  /** Evaluations of f that all tangents were worth. */
  public long tangentSteps() {
    return history.stream().mapToLong(IterationRecord::tangentSteps).sum();
  }
}

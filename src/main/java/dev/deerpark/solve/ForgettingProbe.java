package dev.deerpark.solve;

import dev.deerpark.engine.SweepRule;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.sequence.InputBlock;
import java.util.OptionalInt;

/**
 * How soon a model forgets where it started: the steps until a walk from the start state has met a
 * walk that has been under way. Long segments converge in two sweeps where they are longer than
 * that.
 */
public final class ForgettingProbe {
  /** Where in the sample later walks set out, in eighths of it. */
  private static final int[] DEPARTURES = {1, 2, 3};

  private final Kernel kernel;
  private final SweepRule rule;
  private final double[] start;
  private long steps;

  /**
   * @param start {@code [D]}: the model's start state, from which every walk sets out, since zeros
   *     may be a state that a model never leaves; not modified
   */
  public ForgettingProbe(Kernel kernel, SweepRule rule, double[] start) {
    this.kernel = kernel;
    this.rule = rule;
    this.start = start;
  }

  /**
   * Walks a sample of consecutive inputs from the start state, and again from the start state from
   * several later places.
   *
   * @return the longest of the walks' ways to the first; empty if one did not meet it within the
   *     sample
   */
  public OptionalInt longestMemory(InputBlock sample) {
    double[][] first = walk(sample, 0);
    int longest = 1;
    for (int eighths : DEPARTURES) {
      int from = sample.steps() * eighths / 8;
      int met = meeting(first, walk(sample, from), from);
      if (met < 0) {
        return OptionalInt.empty();
      }
      longest = Math.max(longest, met);
    }
    return OptionalInt.of(longest);
  }

  /** Evaluations of f so far. */
  public long steps() {
    return steps;
  }

  private double[][] walk(InputBlock sample, int from) {
    double[][] states = new double[sample.steps() - from][];
    double[] state = start.clone();
    kernel.trace(sample, from, sample.steps(), state, (step, s) -> states[step - from] = s.clone());
    steps += states.length;
    return states;
  }

  /** After how many steps the later walk is first at the first one; -1 if it never is. */
  private int meeting(double[][] first, double[][] later, int from) {
    for (int step = 0; step < later.length; step++) {
      if (near(later[step], first[from + step])) {
        return step + 1;
      }
    }
    return -1;
  }

  private boolean near(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      if (!(Math.abs(a[i] - b[i]) <= rule.meetingTolerance() * Math.max(1, Math.abs(b[i])))) {
        return false;
      }
    }
    return true;
  }
}

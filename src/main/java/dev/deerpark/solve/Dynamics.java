package dev.deerpark.solve;

import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.SweepRule;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a sample of the inputs tells of a model's dynamics.
 *
 * @param sampled steps of the sample
 * @param memory steps until a walk from the start state has met a walk that has long been under
 *     way, the longest of several; empty if one of them did not meet it within the sample
 * @param exponent growth of a small difference a step, in nats; NaN where the start is forgotten,
 *     since it was not measured
 * @param steps evaluations of f that this cost
 */
public record Dynamics(int sampled, OptionalInt memory, double exponent, long steps) {
  private static final int MOST_SAMPLED = 8192;

  /** Where in the sample walks set out, in sixteenths of it. */
  private static final int LAST_DEPARTURE = 12;

  /** A later walk is looked at after so many steps each time. */
  private static final int STRIDE = 64;

  /** How many steps a sample of a series should have: few of a long one, half of a short one. */
  public static int sampleOf(long steps) {
    return (int) Math.max(2, Math.min(MOST_SAMPLED, steps / 2));
  }

  /**
   * Looks at a sample.
   *
   * @param start {@code [D]}: the model's start state, from which every walk sets out, since zeros
   *     may be a state that a model never leaves; not modified
   * @param sample consecutive inputs, from any place of the series
   */
  public static Dynamics of(
      KernelFactory kernels, SweepRule rule, double[] start, InputBlock sample) {
    Kernel kernel = kernels.create();
    double[][] first = new double[sample.steps()][];
    kernel.trace(
        sample, 0, sample.steps(), start.clone(), (step, state) -> first[step] = state.clone());
    long steps = sample.steps();
    int longest = 1;
    for (int departure = 1; departure <= LAST_DEPARTURE; departure++) {
      int from = (int) ((long) sample.steps() * departure / 16);
      int met = meeting(kernel, rule, start, sample, first, from);
      if (met < 0) {
        steps += sample.steps() - from;
        double exponent = exponent(kernels, rule, start, sample);
        return new Dynamics(
            sample.steps(), OptionalInt.empty(), exponent, steps + 3L * sample.steps());
      }
      steps += met;
      longest = Math.max(longest, met);
    }
    return new Dynamics(sample.steps(), OptionalInt.of(longest), Double.NaN, steps);
  }

  /** After how many steps a walk from a later place is near the first one; -1 if it never is. */
  private static int meeting(
      Kernel kernel,
      SweepRule rule,
      double[] start,
      InputBlock sample,
      double[][] first,
      int departure) {
    double[] state = start.clone();
    for (int from = departure; from < sample.steps(); from += STRIDE) {
      int to = Math.min(from + STRIDE, sample.steps());
      kernel.trace(sample, from, to, state, (step, reached) -> {});
      if (near(state, first[to - 1], rule)) {
        return to - departure;
      }
    }
    return -1;
  }

  private static boolean near(double[] a, double[] b, SweepRule rule) {
    for (int i = 0; i < a.length; i++) {
      if (!(Math.abs(a[i] - b[i]) <= rule.meetingTolerance() * Math.max(1, Math.abs(b[i])))) {
        return false;
      }
    }
    return true;
  }

  private static double exponent(
      KernelFactory kernels, SweepRule rule, double[] start, InputBlock sample) {
    int steps = sample.steps();
    InputBlock whole = new InputBlock(0, 0, steps, sample.width(), sample.inputs());
    Layout layout = new Layout(0, steps, steps, 1, 1, 2);
    try (LocalEngine engine = new LocalEngine(layout, rule, kernels, List.of(whole), start)) {
      engine.walkInOrder();
      return engine.predictability().exponent();
    }
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.util.List;
import java.util.OptionalInt;

/**
 * A model's dynamics, as measured on a sample of the inputs.
 *
 * @param sampled steps of the sample
 * @param forgettingTime steps until a walk from the start state meets a walk that began long
 *     before, the largest of several; empty if one of them did not meet it within the sample
 * @param exponent growth of a small difference per step, in nats; NaN where the start is forgotten,
 *     since it was not measured
 * @param steps evaluations of f for the measurement
 */
public record Dynamics(int sampled, OptionalInt forgettingTime, double exponent, long steps) {
  private static final int MOST_SAMPLED = 8192;

  /** The probe begins with no fewer steps. */
  private static final int LEAST_SAMPLED = 256;

  /** It begins with this fraction of the series: a hundredth of the loop's time, or less. */
  private static final int PART = 128;

  /**
   * The number of steps in a sample of a series: a small part of a long series, half of a short
   * one.
   */
  public static int sampleOf(long steps) {
    return (int) Math.max(2, Math.min(MOST_SAMPLED, steps / 2));
  }

  /**
   * Measures a sample, or as much of it as is needed.
   *
   * @param start {@code [D]}: the model's start state, from which every walk begins, since zeros
   *     may be a state that a model never leaves; not modified
   * @param series steps of the whole series
   * @param sample consecutive inputs, from any place of the series
   */
  public static Dynamics of(
      KernelFactory kernels, SweepRule rule, double[] start, long series, InputBlock sample) {
    OptionalInt forgettingTime;
    long steps;
    try (Kernel kernel = kernels.openForProbe()) {
      ForgettingProbe probe = new ForgettingProbe(kernel, rule, start, sample);
      forgettingTime =
          probe.forgettingTime(
              (int) Math.max(LEAST_SAMPLED, Math.min(series / PART, MOST_SAMPLED)));
      steps = probe.steps();
    }
    if (forgettingTime.isPresent()) {
      return new Dynamics(sample.steps(), forgettingTime, Double.NaN, steps);
    }
    double exponent = exponent(kernels.openForProbe(), rule, start, sample);
    return new Dynamics(sample.steps(), forgettingTime, exponent, steps + 3L * sample.steps());
  }

  private static double exponent(Kernel kernel, SweepRule rule, double[] start, InputBlock sample) {
    int steps = sample.steps();
    InputBlock whole =
        new InputBlock(0, sample.firstStep(), steps, sample.width(), sample.inputs());
    Layout layout = new Layout(0, steps, steps, 1, 1, 2);
    try (LocalEngine engine = new LocalEngine(layout, rule, kernel, List.of(whole), start)) {
      engine.walkInOrder();
      return engine.trajectory().predictability().exponent();
    }
  }
}

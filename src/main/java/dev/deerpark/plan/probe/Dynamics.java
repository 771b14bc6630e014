// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan.probe;

import dev.deerpark.plan.forecast.StepTimes;
import java.util.OptionalInt;

/**
 * A model's dynamics, as a {@link Probe} measured them on samples of the inputs.
 *
 * @param horizon steps after which a walk that had not met another was given up; where the start
 *     was forgotten, the most steps that a walk took
 * @param forgettingTime steps until a walk from the start state meets a walk that began long
 *     before, the largest of several; beyond the horizon, as long as it should take by the
 *     exponent; empty if one of them did not meet it within the horizon and the exponent does not
 *     say when it should
 * @param exponent growth of a small difference per step, in nats; NaN where it was not measured,
 *     since the start was forgotten soon
 * @param steps evaluations of f for the measurement
 * @param times what a step took in the measurement
 * @param longest steps of the longest of many series, each of which begins anew; the largest
 *     integer where there is but one
 */
public record Dynamics(
    int horizon,
    OptionalInt forgettingTime,
    double exponent,
    long steps,
    StepTimes times,
    int longest) {
  /** A forgetting time up to which a probe needs only a short sample. */
  private static final int SOON = 2048;

  /**
   * Nats per step: beyond this the dynamics are chaotic, and each iteration settles one segment.
   */
  private static final double CHAOTIC = 1e-3;

  /** Dynamics of one series. */
  public Dynamics(
      int horizon, OptionalInt forgettingTime, double exponent, long steps, StepTimes times) {
    this(horizon, forgettingTime, exponent, steps, times, Integer.MAX_VALUE);
  }

  /** The same without the times of the measurement. */
  public Dynamics(int horizon, OptionalInt forgettingTime, double exponent, long steps) {
    this(horizon, forgettingTime, exponent, steps, StepTimes.NONE);
  }

  /** The same dynamics, with this forgetting time. */
  Dynamics forgettingAfter(int steps) {
    return new Dynamics(horizon, OptionalInt.of(steps), exponent, this.steps, times, longest);
  }

  /**
   * The same dynamics in series that all end within {@code longest} steps, each of which begins
   * anew: there is nothing to forget after as many.
   */
  public Dynamics amongSeries(int longest) {
    boolean forgets = forgettingTime.isPresent() && forgettingTime.getAsInt() <= longest;
    return new Dynamics(
        forgets ? horizon : Math.max(horizon, longest),
        forgets ? forgettingTime : OptionalInt.of(longest),
        exponent,
        steps,
        times,
        longest);
  }

  /**
   * Whether walks were seen to meet in their states, so that whatever is read from states agrees
   * too. Walks that go further are compared as the run compares, and from then on the exponent is
   * known.
   */
  public boolean isForgottenInStates() {
    return forgettingTime.isPresent() && Double.isNaN(exponent);
  }

  /** Whether the start is forgotten, but so late that segments have to be long for it. */
  public boolean forgetsLate() {
    return forgettingTime.orElse(0) > SOON;
  }

  /** Whether the forgetting time was not seen but follows from the exponent. */
  public boolean isExtrapolated() {
    return forgettingTime.orElse(0) > horizon;
  }

  /** Whether small differences grow. */
  public boolean isChaotic() {
    // written so that NaN is chaotic where nothing was forgotten
    return forgettingTime.isEmpty() && !(exponent <= CHAOTIC);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.solve.Method;
import java.util.Locale;
import java.util.Optional;

/**
 * The method of a run, with the reason where it was not given.
 *
 * @param method to use
 * @param reason why it was chosen and its expected cost; empty where it was given
 */
public record MethodChoice(Method method, String reason) {
  /** A segment has to be this many forgetting times long for its second walk to be short. */
  private static final int FORGETTING_TIMES = 4;

  /** Iterations that long segments with full Jacobians take where nothing is forgotten. */
  private static final int NEUTRAL_ITERATIONS = 10;

  /**
   * Nats per step: beyond this the dynamics are chaotic, and each iteration settles one segment.
   */
  private static final double CHAOTIC = 1e-3;

  /**
   * The method that was named, or else the one that suits the dynamics.
   *
   * @param dynamics present where no method was named
   */
  public static MethodChoice of(
      Optional<Method> named, Optional<Dynamics> dynamics, long steps, int stateSize, int cores) {
    return named
        .map(method -> new MethodChoice(method, ""))
        .orElseGet(() -> of(dynamics.orElseThrow(), steps, stateSize, cores));
  }

  /**
   * Long segments where the start is forgotten well within them; full Jacobians where it is not,
   * but there are enough cores; the loop itself where no parallel method can be faster.
   *
   * @param steps of the series
   * @param stateSize numbers in a state
   * @param cores that share the work
   */
  public static MethodChoice of(Dynamics dynamics, long steps, int stateSize, int cores) {
    if (dynamics.forgettingTime().isPresent()) {
      int forgettingTime = dynamics.forgettingTime().getAsInt();
      return (long) FORGETTING_TIMES * forgettingTime * cores <= steps
          ? new MethodChoice(
              Method.SHOOTING,
              String.format(
                  Locale.ROOT,
                  "chosen: the start is forgotten within %,d steps, so about 1.1 passes, shared by"
                      + " %d cores",
                  forgettingTime,
                  cores))
          : new MethodChoice(
              Method.SEQUENTIAL,
              String.format(
                  Locale.ROOT,
                  "chosen: the series is short, no more than %d times the %,d steps in which the"
                      + " start is forgotten for each of %d cores",
                  FORGETTING_TIMES,
                  forgettingTime,
                  cores));
    }
    double passes = NEUTRAL_ITERATIONS * (1.0 + stateSize);
    String unforgotten =
        String.format(
            Locale.ROOT,
            "chosen: the start is not forgotten within %,d steps (small differences %s by %.2g"
                + " nats per step)",
            dynamics.sampled(),
            dynamics.exponent() < 0 ? "shrink" : "grow",
            Math.abs(dynamics.exponent()));
    boolean chaotic = !(dynamics.exponent() <= CHAOTIC);
    return !chaotic && passes < cores
        ? new MethodChoice(
            Method.SHOOTING,
            String.format(
                Locale.ROOT,
                "%s, about %.0f passes, shared by %d cores",
                unforgotten,
                passes,
                cores))
        : new MethodChoice(
            Method.SEQUENTIAL,
            String.format(
                Locale.ROOT,
                "%s: %s",
                unforgotten,
                chaotic
                    ? "no parallel method is faster, so the partitions are walked in order"
                    : String.format(
                        Locale.ROOT,
                        "iterations would cost about %.0f passes, too many for %d cores, so the"
                            + " partitions are walked in order",
                        passes,
                        cores)));
  }
}

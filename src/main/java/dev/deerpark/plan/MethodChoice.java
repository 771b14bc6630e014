// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.plan.forecast.Candidate;
import dev.deerpark.plan.forecast.Forecast;
import dev.deerpark.plan.forecast.Way;
import dev.deerpark.plan.probe.Dynamics;
import dev.deerpark.solve.Method;
import java.util.Locale;
import java.util.Optional;

/**
 * The method of a run, with the reason where it was not given.
 *
 * @param method to use
 * @param way that it is in the forecast; empty where it is none of its candidates
 * @param reason why it was chosen and its expected cost; empty where it was given
 */
public record MethodChoice(Method method, Optional<Way> way, String reason) {

  /**
   * The method that was named, or else the one that suits the dynamics.
   *
   * @param dynamics present where no method was named
   */
  public static MethodChoice of(
      Optional<Method> named, Optional<Dynamics> dynamics, Forecast forecast) {
    return named
        .map(method -> new MethodChoice(method, wayOf(method, forecast), ""))
        .orElseGet(() -> of(dynamics.orElseThrow(), forecast));
  }

  /** The same method, cut or begun as the user says and not as the forecast has it. */
  MethodChoice unforeseen() {
    return new MethodChoice(method, Optional.empty(), reason);
  }

  private static Optional<Way> wayOf(Method method, Forecast forecast) {
    return switch (method) {
      case SEQUENTIAL -> Optional.of(Way.LOOP);
      case SHOOTING -> forecast.suited();
      default -> Optional.empty();
    };
  }

  /** The way that suits the dynamics, or the loop where that is not worthwhile. */
  private static MethodChoice of(Dynamics dynamics, Forecast forecast) {
    Optional<Candidate> worthwhile = forecast.worthwhile();
    return worthwhile
        .map(
            candidate ->
                chosen(
                    Method.SHOOTING,
                    candidate.way(),
                    String.format(
                        Locale.ROOT,
                        "%s, so about %.1f passes, shared by %d cores",
                        found(dynamics),
                        candidate.passes(),
                        forecast.cores())))
        .orElseGet(() -> chosen(Method.SEQUENTIAL, Way.LOOP, whyLoop(dynamics, forecast)));
  }

  private static MethodChoice chosen(Method method, Way way, String reason) {
    return new MethodChoice(method, Optional.of(way), "chosen: " + reason);
  }

  private static String found(Dynamics dynamics) {
    if (dynamics.forgettingTime().isPresent() && !dynamics.isExtrapolated()) {
      return String.format(
          Locale.ROOT,
          "the start is forgotten within %,d steps",
          dynamics.forgettingTime().getAsInt());
    }
    String looked =
        String.format(
            Locale.ROOT,
            "the start is not forgotten within %,d steps (small differences %s by %.2g nats per"
                + " step)",
            dynamics.horizon(),
            dynamics.exponent() < 0 ? "shrink" : "grow",
            Math.abs(dynamics.exponent()));
    return dynamics.isExtrapolated()
        ? looked
            + String.format(
                Locale.ROOT, " but should be after %,d", dynamics.forgettingTime().getAsInt())
        : looked;
  }

  private static String whyLoop(Dynamics dynamics, Forecast forecast) {
    Optional<Candidate> suited = forecast.suited().flatMap(forecast::of);
    if (suited.isEmpty()) {
      return found(dynamics)
          + ": no parallel method is faster, so the partitions are walked in order";
    }
    Candidate candidate = suited.get();
    String both =
        String.format(
            Locale.ROOT,
            "%s would take about %.1f passes and %s on %d cores, the loop %s",
            candidate.way().label(),
            candidate.passes(),
            Candidate.text(candidate.solveSeconds()),
            forecast.cores(),
            Candidate.text(forecast.loop().solveSeconds()));
    return forecast.isShortFor(candidate) && dynamics.forgettingTime().isPresent()
        ? "the series is short: " + both
        : found(dynamics) + ": " + both + ", so the partitions are walked in order";
  }
}

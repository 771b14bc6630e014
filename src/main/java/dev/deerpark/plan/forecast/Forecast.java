// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What each way to evaluate a series is expected to cost, and what any could reach at most.
 *
 * @param steps of the series, T
 * @param cores that share the work, N
 * @param forgettingTime steps in which the start is forgotten, m; empty where that is not known
 * @param horizon steps within which it was looked for; 0 where it was not
 * @param costs of a step, as tabulated
 * @param times of a step, as the probe measured them
 * @param candidates the loop first
 * @param suited the way that suits the forgetting time, among the candidates; empty where none but
 *     the loop may
 */
public record Forecast(
    long steps,
    int cores,
    OptionalInt forgettingTime,
    int horizon,
    StepCosts costs,
    StepTimes times,
    List<Candidate> candidates,
    Optional<Way> suited) {
  /** A way that saves less of the walks than this is not worth its rounding. */
  private static final double WORTHWHILE_WALKS = 0.8;

  /** The same of all seconds of a solve. */
  private static final double WORTHWHILE_SECONDS = 0.9;

  public Forecast {
    candidates = List.copyOf(candidates);
  }

  /** The candidate of a way. */
  public Optional<Candidate> of(Way way) {
    return candidates.stream().filter(candidate -> candidate.way() == way).findFirst();
  }

  public Candidate loop() {
    return of(Way.LOOP).orElseThrow();
  }

  /**
   * The candidate that suits the forgetting time, if it is worthwhile: it saves a fifth of the
   * loop's time on the walks and, for a series that is so short that Spark's jobs take most of the
   * time, a tenth of all.
   */
  public Optional<Candidate> worthwhile() {
    return suited
        .flatMap(this::of)
        .filter(candidate -> candidate.walkSeconds() <= WORTHWHILE_WALKS * loop().walkSeconds())
        .filter(candidate -> !isShortFor(candidate));
  }

  /** Whether the series is too short for a candidate to save what its rounding is worth. */
  public boolean isShortFor(Candidate candidate) {
    return costs.isTabulated()
        && candidate.solveSeconds() > WORTHWHILE_SECONDS * loop().solveSeconds();
  }

  /** How many times as fast as the loop a candidate is expected to be. */
  public double speedUp(Candidate candidate) {
    return loop().seconds() / candidate.seconds();
  }

  /**
   * The most that a burn-in and one walk can gain over one core that walks at the same pace, {@code
   * S = N / (1 + N m / T)}; empty where m is not known.
   */
  public Optional<Double> possibleSpeedUp() {
    return forgettingTime.isPresent()
        ? Optional.of(cores / (1 + (double) cores * forgettingTime.getAsInt() / steps))
        : Optional.empty();
  }

  /** The steps of a series for which that is half of the number of cores, {@code N m}. */
  public Optional<Long> halfOfIdealSteps() {
    return forgettingTime.isPresent()
        ? Optional.of((long) cores * forgettingTime.getAsInt())
        : Optional.empty();
  }

  /**
   * The forecast in a few sentences.
   *
   * @param taken the way that will be taken; empty where it is none of the candidates
   */
  public List<String> sentences(Optional<Way> taken) {
    List<String> sentences = new ArrayList<>();
    sentences.add(costsOf(taken));
    if (possibleSpeedUp().isPresent()) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "forgetting the start %s %,d steps, so %d core%s can be at most %.2f times as fast"
                  + " as one, half of ideal from %,d steps on",
              forgettingTime.getAsInt() > horizon ? "should take" : "takes",
              forgettingTime.getAsInt(),
              cores,
              cores == 1 ? "" : "s",
              possibleSpeedUp().get(),
              halfOfIdealSteps().get()));
    } else if (horizon > 0) {
      sentences.add(
          String.format(Locale.ROOT, "the start was not forgotten within %,d steps", horizon));
    }
    sentences.add(
        String.format(
            Locale.ROOT,
            costs.isTabulated()
                ? "a step counts as %.2g us in the loop and %.2g us in a lane, without other work on"
                    + " the machine"
                : "a step counts as %.2g us, but a model of this kind may take any time",
            1e6 * costs.loopSeconds(),
            1e6 * costs.laneSeconds()));
    return sentences;
  }

  private String costsOf(Optional<Way> taken) {
    StringBuilder text = new StringBuilder(loop().toString());
    for (Candidate candidate : candidates.subList(1, candidates.size())) {
      Optional<Way> way = Optional.of(candidate.way());
      if (way.equals(taken) || way.equals(suited)) {
        text.append(
            String.format(Locale.ROOT, "; %s, %.1f times as fast", candidate, speedUp(candidate)));
      }
    }
    return text.toString();
  }
}

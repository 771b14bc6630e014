// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.deerpark.plan.Plan;
import dev.deerpark.plan.forecast.Candidate;
import dev.deerpark.plan.forecast.Forecast;
import dev.deerpark.plan.forecast.StepTimes;
import dev.deerpark.plan.forecast.Way;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the ways to evaluate the series were expected to cost.
 *
 * @param taken the candidate that the run takes; null where it is none of them
 * @param candidates the loop first
 * @param forgettingTime steps in which the start is forgotten; null where that is not known
 * @param notForgottenWithin steps within which it was not; null where it was or was not looked for.
 *     Where both are known, the forgetting time follows from the exponent
 * @param possibleSpeedUp the most that can be gained over one core that walks at the same pace
 * @param halfOfIdealSteps the length of a series for which that is half the number of cores
 * @param loopStepMicroseconds a step of the loop, as it was counted
 * @param laneStepMicroseconds a step of a lane, as it was counted
 * @param probedLoopStepMicroseconds a step of the loop, as the probe measured it; null without one
 * @param probedLaneStepMicroseconds a step of a lane, as the probe measured it; null without one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ForecastFigures(
    String taken,
    List<Expected> candidates,
    Integer forgettingTime,
    Integer notForgottenWithin,
    Double possibleSpeedUp,
    Long halfOfIdealSteps,
    double loopStepMicroseconds,
    double laneStepMicroseconds,
    Double probedLoopStepMicroseconds,
    Double probedLaneStepMicroseconds) {

  /**
   * The expected cost of one way.
   *
   * @param way its name
   * @param passes evaluations of f over the steps
   * @param seconds of the phases solve and write
   * @param speedUp the loop's seconds over these
   */
  public record Expected(String way, double passes, double seconds, double speedUp) {}

  public ForecastFigures {
    candidates = List.copyOf(candidates);
  }

  /** The figures of a plan's forecast. */
  static ForecastFigures of(Plan plan) {
    Forecast forecast = plan.forecast();
    OptionalInt time = forecast.forgettingTime();
    return new ForecastFigures(
        plan.choice().way().flatMap(forecast::of).map(Candidate::way).map(Way::label).orElse(null),
        forecast.candidates().stream().map(candidate -> expected(candidate, forecast)).toList(),
        time.isPresent() ? time.getAsInt() : null,
        forecast.horizon() > 0 && time.orElse(Integer.MAX_VALUE) > forecast.horizon()
            ? forecast.horizon()
            : null,
        forecast.possibleSpeedUp().orElse(null),
        forecast.halfOfIdealSteps().orElse(null),
        1e6 * forecast.costs().loopSeconds(),
        1e6 * forecast.costs().laneSeconds(),
        measured(forecast.times().loopSeconds()),
        measured(laneSeconds(forecast)));
  }

  private static Expected expected(Candidate candidate, Forecast forecast) {
    return new Expected(
        candidate.way().label(),
        candidate.passes(),
        candidate.seconds(),
        forecast.speedUp(candidate));
  }

  private static double laneSeconds(Forecast forecast) {
    StepTimes times = forecast.times();
    return times.laneSeconds(forecast.costs().lanes());
  }

  private static Double measured(double seconds) {
    return seconds < Double.POSITIVE_INFINITY ? 1e6 * seconds : null;
  }

  /** The cost that was expected of the run; empty where it is none of the candidates. */
  Optional<Expected> ofRun() {
    return candidates.stream().filter(candidate -> candidate.way().equals(taken)).findFirst();
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.base.Division;
import dev.deerpark.plan.forecast.Candidate;
import dev.deerpark.plan.forecast.Forecast;
import dev.deerpark.plan.forecast.StepCosts;
import dev.deerpark.plan.forecast.StepTimes;
import dev.deerpark.plan.forecast.Way;
import dev.deerpark.plan.probe.Dynamics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Forecasts what the ways to evaluate a series would cost.
 *
 * @param problem the model's sizes and the series
 * @param lanes segments that the kernel walks at once
 * @param cores that share the work
 * @param costs of a step
 * @param correction the way of shooting where plain walks take too long to join
 * @param dynamics as measured; empty where they were not, and the loop is the only candidate
 * @param written what is written; empty where nothing is
 * @param given how the user cuts the series, with the burn-in that the run will make; empty where
 *     that is left to the planner
 * @param ofOutputs whether the tolerance is for the outputs. What they change along the segments is
 *     seen by a second walk only, unless the states agree
 */
public record Forecaster(
    Problem problem,
    int lanes,
    int cores,
    StepCosts costs,
    Way correction,
    Optional<Dynamics> dynamics,
    Optional<Written> written,
    Optional<Segments> given,
    boolean ofOutputs) {
  /** Up to so many segments in which the start is forgotten, a burn-in is walked for all of it. */
  private static final double WHOLE_BURN_IN = 0.5;

  /** What Spark takes for the jobs of a solve, about as many in all ways. */
  private static final double JOBS = 0.1;

  /** What it takes for one more iteration. */
  private static final double JOB = 0.03;

  /** Walks that count as iterations; those for tangents do not. */
  private static final int MOST_ITERATIONS = 10;

  /** Measured with Parquet on the documented machine, on one core. */
  private static final double SECONDS_PER_ROW = 5e-7;

  private static final double SECONDS_PER_NUMBER = 8e-8;

  /** For each number of each state, written or not: its residual and its part of the digest. */
  private static final double SECONDS_PER_VISIT = 1e-8;

  /**
   * What is written.
   *
   * @param every one row for so many steps
   * @param numbers in a row, of states and outputs
   */
  public record Written(int every, int numbers) {}

  /** A forecaster for a series that the planner cuts, with a tolerance on its states. */
  public Forecaster(
      Problem problem,
      int lanes,
      int cores,
      StepCosts costs,
      Way correction,
      Optional<Dynamics> dynamics,
      Optional<Written> written) {
    this(problem, lanes, cores, costs, correction, dynamics, written, Optional.empty(), false);
  }

  /** The forecast. */
  public Forecast forecast() {
    OptionalInt time = dynamics.map(Dynamics::forgettingTime).orElse(OptionalInt.empty());
    List<Candidate> candidates = new ArrayList<>(List.of(loop()));
    Optional<Way> suited = Optional.empty();
    if (time.isPresent()) {
      Segments segments = segments();
      Stream.of(Way.BURN_IN, Way.SHOOTING, correction)
          .distinct()
          .filter(way -> way != Way.BURN_IN || oneWalkShowsAll())
          .forEach(way -> candidates.add(forgetting(way, segments, time.getAsInt())));
      suited = Optional.of(suited(segments, time.getAsInt()));
    } else if (dynamics.isPresent() && !dynamics.get().isChaotic()) {
      candidates.add(remembering(segments()));
      suited = Optional.of(correction);
    }
    return new Forecast(
        problem.steps(),
        cores,
        time,
        dynamics.map(Dynamics::horizon).orElse(0),
        costs,
        dynamics.map(Dynamics::times).orElse(StepTimes.NONE),
        candidates,
        suited);
  }

  private boolean oneWalkShowsAll() {
    return !ofOutputs || dynamics.filter(Dynamics::isForgottenInStates).isPresent();
  }

  /** The way that suits a start which is forgotten after some time. */
  private Way suited(Segments segments, int time) {
    double forgotten = (double) time / segments.length();
    boolean isWhole = segments.burnIn().orElse(0) >= time;
    if (forgotten <= WHOLE_BURN_IN && isWhole && oneWalkShowsAll()) {
      return Way.BURN_IN;
    }
    return forgotten <= SegmentPlanner.PLAIN_WALKS ? Way.SHOOTING : correction;
  }

  private Segments segments() {
    return given.orElseGet(
        () ->
            new SegmentPlanner(problem.steps(), problem.width(), problem.stateSize(), lanes, cores)
                .of(dynamics.orElseThrow()));
  }

  private double probe() {
    return dynamics.map(Dynamics::steps).orElse(0L) / (double) problem.steps();
  }

  private Candidate loop() {
    double once = problem.steps() * costs.loopSeconds();
    double again = written.isPresent() ? 1 : 0;
    return new Candidate(
        Way.LOOP, probe() + 1 + again, once + again * once / cores, JOBS, writeSeconds());
  }

  /** A start that is forgotten after a known time. */
  private Candidate forgetting(Way way, Segments segments, int time) {
    int length = segments.length();
    double forgotten = (double) time / length;
    boolean planned = given.isPresent() || way == Way.BURN_IN || suited(segments, time) == way;
    double burnIn =
        (double) (planned ? segments.burnIn().orElse(0) : SegmentPlanner.shortBurnIn(length))
            / length;
    boolean once = way == Way.BURN_IN;
    int least = oneWalkShowsAll() ? 1 : 2;
    double walks = once ? 1 : Math.max(least, way.walks(forgotten));
    double work = once ? 1 : Math.max(least, way.work(forgotten, problem.stateSize()));
    // after a burn-in that was long enough the first walk writes the result
    double writing = once || written.isEmpty() ? 0 : 1;
    double last = written.isPresent() ? 1 : 0;
    double plain = burnIn + work + writing - last;
    return new Candidate(
        way,
        probe() + burnIn + walks + writing,
        length * (plain * step(way, length) + last * together(held(length), length)),
        JOBS + JOB * (once ? 0 : Math.min(work, MOST_ITERATIONS)),
        writeSeconds());
  }

  /** A start that is not forgotten within any time that was looked at. */
  private Candidate remembering(Segments segments) {
    int length = segments.length();
    double parts = (double) Division.ceil(problem.steps(), length);
    double burnIn = (double) segments.burnIn().orElse(0) / length;
    double work = burnIn + correction.work(parts, problem.stateSize());
    double writing = written.isPresent() ? 1 : 0;
    return new Candidate(
        correction,
        probe() + burnIn + correction.walks(parts) + writing,
        length * (work * step(correction, length) + writing * together(held(length), length)),
        JOBS + JOB * Math.min(work, MOST_ITERATIONS),
        writeSeconds());
  }

  /** Seconds of a step of all walks on a core. Tangents gain nothing from lanes. */
  private double step(Way way, int length) {
    return way == Way.DENSE
        ? costs.loopSeconds() * problem.steps() / length / cores
        : together(Long.MAX_VALUE, length);
  }

  /** The same without tangents, no more than so many walks side by side. */
  private double together(long most, int length) {
    long walks = Division.ceil(Division.ceil(problem.steps(), length), cores);
    long at = Math.min(most, walks);
    return walks / at * costs.togetherSeconds(at) + costs.togetherSeconds(walks % at);
  }

  /** The number of segments whose states a task holds while it writes. */
  private long held(int length) {
    return Math.max(1, SegmentPlanner.HELD_NUMBERS / ((long) length * problem.stateSize()));
  }

  private double writeSeconds() {
    return written.map(this::writeSeconds).orElse(0.0);
  }

  private double writeSeconds(Written rows) {
    double row = SECONDS_PER_ROW + SECONDS_PER_NUMBER * rows.numbers();
    double visit = SECONDS_PER_VISIT * problem.stateSize();
    return problem.steps() * (row / rows.every() + visit) / cores;
  }
}

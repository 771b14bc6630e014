// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan.probe;

import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.engine.trajectory.Predictability;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.plan.forecast.StepCosts;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.util.List;
import java.util.OptionalInt;

/**
 * Measures a model's dynamics on samples of a series. It does so on the driver, while the cluster
 * waits, so it may cost no more than a stated part of the loop; what it finds depends on the
 * series, the model and the kernel, and not on the number of cores or on any time.
 *
 * @param kernels walk
 * @param costs of the kernel's steps, by which far walks are bounded
 * @param rule of the run: walks meet by it, and those that go far, from many places, as segments
 *     join, in states or in outputs
 * @param start {@code [D]}: the model's start state, from which every walk begins, since zeros may
 *     be a state that a model never leaves; not modified
 * @param series steps of the whole series
 * @param bounded whether the cost is bounded where the start is not forgotten soon, because the
 *     method is chosen by the answer; a method that was named needs the answer
 */
public record Probe(
    KernelFactory kernels,
    StepCosts costs,
    SweepRule rule,
    double[] start,
    long series,
    boolean bounded) {
  private static final int MOST_SAMPLED = 8192;

  /** The probe begins with no fewer steps. */
  private static final int LEAST_SAMPLED = 256;

  /** It begins with this fraction of the series: a hundredth of the loop's time, or less. */
  private static final int PART = 128;

  /** A bounded probe's first walk is no longer than this fraction of the series. */
  private static final int BOUND = 24;

  /** The exponent is measured on this fraction of the series by a bounded probe, in three walks. */
  private static final int EXPONENT_PART = 96;

  private static final int LEAST_FOR_EXPONENT = 64;

  /** The walks from many places cost no more than this fraction of the loop. */
  private static final int FAR_PART = 32;

  private static final int MOST_PLACES = 16;
  private static final int LEAST_PLACES = 4;

  /** The fewest steps from one place for which a second sample is worth its reading. */
  private static final int LEAST_FAR = 512;

  /** The most steps that are walked from one place. */
  private static final int FARTHEST = 1 << 17;

  /** The most numbers of a sample for walks from many places: 64 MiB of floats. */
  private static final int FAR_NUMBERS = 1 << 24;

  /** Nats over the sample for which an exponent is more than chance. */
  private static final double DECIDED = 2;

  /** The same where the distance of walks from early places has shrunk by as much, too. */
  private static final double DECIDED_TWICE = 0.5;

  /** Walks from early places are taken where the sample is no more than this part of the series. */
  private static final int EARLY_PART = 8;

  /** The number of steps that the first sample is taken from, in the middle of the series. */
  private int sampled() {
    return (int) Math.max(2, Math.min(MOST_SAMPLED, series / 2));
  }

  /** The steps of it that may be walked. */
  private int allowed() {
    return bounded ? (int) Math.min(sampled(), Math.max(LEAST_SAMPLED, series / BOUND)) : sampled();
  }

  /** The first step of a sample in the middle of the series, where nothing is special. */
  private long middle(long steps) {
    return (series - steps) / 2;
  }

  /**
   * Measures.
   *
   * @param samples of the series; asked for a first one always, and for a second one where the
   *     start is not forgotten within the first
   */
  public Dynamics measure(Samples samples) {
    InputBlock sample = samples.of(middle(sampled()), allowed());
    try (Kernel kernel = kernels.openForProbe()) {
      ForgettingProbe first = new ForgettingProbe(kernel, rule, start, sample);
      OptionalInt forgettingTime =
          first.forgettingTime(
              (int) Math.max(LEAST_SAMPLED, Math.min(series / PART, MOST_SAMPLED)),
              sample.steps() == sampled());
      if (forgettingTime.isPresent()) {
        int time = forgettingTime.getAsInt();
        return new Dynamics(time, forgettingTime, Double.NaN, first.steps(), first.times());
      }
      InputBlock part = forExponent(sample);
      Predictability followed = followed(part);
      Dynamics dynamics =
          new Dynamics(
              first.horizon(),
              forgettingTime,
              followed.exponent(),
              first.steps() + 3L * part.steps(),
              first.times());
      return dynamics.isChaotic() ? dynamics : further(dynamics, first, followed, samples);
    }
  }

  /**
   * The same dynamics as walks show them that go further: from many places, or from two early ones
   * of the sample where the method is named; and as the exponent says of what is left.
   *
   * @param followed a small difference in the sample
   */
  private Dynamics further(
      Dynamics dynamics, ForgettingProbe first, Predictability followed, Samples samples) {
    int places = Math.max(LEAST_PLACES, Math.min(kernels.lanes() / 2, MOST_PLACES));
    int horizon = horizon(places, first.width());
    if (horizon >= LEAST_FAR && horizon > 2 * dynamics.horizon()) {
      return fromManyPlaces(places, horizon, dynamics, followed, samples);
    }
    if (bounded || first.sampled() > series / EARLY_PART) {
      return extrapolated(
          dynamics, followed, Approach.givenUp(dynamics.horizon(), first.leftApart()));
    }
    long before = first.steps();
    Approach approach = first.approach();
    OptionalInt time =
        approach.isThere() ? OptionalInt.of(approach.lastApart()) : OptionalInt.empty();
    Dynamics seen =
        new Dynamics(
            approach.steps(),
            time,
            dynamics.exponent(),
            dynamics.steps() + first.steps() - before,
            dynamics.times());
    return time.isPresent() ? seen : extrapolated(seen, followed, approach);
  }

  private Dynamics fromManyPlaces(
      int places, int horizon, Dynamics dynamics, Predictability followed, Samples samples) {
    try (Kernel kernel = kernels.openForProbe()) {
      FarProbe probe = new FarProbe(kernel, rule.closeness(), start, places, horizon);
      int steps = (int) FarProbe.sampled(places, probe.horizon());
      FarProbe.Found found = probe.measure(samples.of(middle(steps), steps));
      Dynamics seen =
          new Dynamics(
              probe.horizon(),
              found.forgettingTime(),
              dynamics.exponent(),
              dynamics.steps() + found.steps(),
              dynamics.times().and(found.times()));
      return seen.forgettingTime().isPresent()
          ? seen
          : extrapolated(seen, followed, Approach.givenUp(probe.horizon(), found.apart()));
    }
  }

  /**
   * The same dynamics, with a forgetting time beyond the horizon: the distance that is left there
   * shrinks as small differences do. A start that should have been forgotten within the horizon
   * leads to another attractor, so that it never will be.
   *
   * @param followed a small difference in the sample
   * @param approach of walks within the horizon
   */
  private Dynamics extrapolated(Dynamics dynamics, Predictability followed, Approach approach) {
    double shrunk = -followed.plainGrowth();
    double rate = shrunk / followed.steps();
    double rateSeen = approach.nats() / approach.over();
    boolean seenTwice = approach.nats() >= DECIDED_TWICE && shrunk >= DECIDED_TWICE;
    double pace = seenTwice ? Math.min(rate, rateSeen) : rate;
    double near = rule.tolerance() / 2;
    double left = Math.max(0, Math.log(approach.apart() / near)) / pace;
    boolean isKnown =
        (seenTwice || shrunk >= DECIDED)
            && -Math.log(near) / rate > dynamics.horizon()
            && dynamics.horizon() + left <= Math.min(series, Integer.MAX_VALUE);
    return isKnown ? dynamics.forgettingAfter((int) (dynamics.horizon() + left)) : dynamics;
  }

  /** As far as its part of the loop's cost allows, and the memory of the driver. */
  private int horizon(int places, int width) {
    double cost = costs.togetherSeconds(2 * places) / costs.loopSeconds();
    double byCost = series / (FAR_PART * cost * FarProbe.steps(1));
    double bySeries = series / (2 * FarProbe.sampled(places, 1));
    double byMemory = FAR_NUMBERS / (FarProbe.sampled(places, 1) * Math.max(1, width));
    return (int) Math.min(Math.min(byCost, bySeries), Math.min(byMemory, FARTHEST));
  }

  /** The part of a sample on which the exponent is measured. */
  private InputBlock forExponent(InputBlock sample) {
    long part = bounded ? series / EXPONENT_PART : sample.steps() / 2;
    long most = Math.max(LEAST_FOR_EXPONENT, part);
    int steps = (int) Math.min(most, sample.steps());
    return sample.part(0, steps).at(0, sample.firstStep());
  }

  /** A small difference, followed along a sample. */
  private Predictability followed(InputBlock whole) {
    Layout layout = new Layout(0, whole.steps(), whole.steps(), 1, 1, 2);
    try (LocalEngine engine =
        new LocalEngine(layout, rule, kernels.openForProbe(), List.of(whole), start)) {
      engine.walkInOrder();
      return engine.trajectory().predictability();
    }
  }
}

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
  private static final double DECIDED = 4;

  /** A difference takes this many times as long to shrink in the worst places as on average. */
  private static final int WORST_PLACES = 2;

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
    ForgettingProbe first;
    OptionalInt forgettingTime;
    try (Kernel kernel = kernels.openForProbe()) {
      first = new ForgettingProbe(kernel, Nearness.asWalksMeet(rule), start, sample);
      forgettingTime =
          first.forgettingTime(
              (int) Math.max(LEAST_SAMPLED, Math.min(series / PART, MOST_SAMPLED)),
              sample.steps() == sampled());
    }
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
    if (dynamics.isChaotic()) {
      return dynamics;
    }
    Dynamics further = further(dynamics, sample.width(), samples);
    return further.forgettingTime().isPresent() ? further : extrapolated(further, followed);
  }

  /**
   * The same dynamics, with a forgetting time by the exponent where that lies beyond the horizon. A
   * start that should have been forgotten within it leads to another attractor, so that it never
   * will be.
   *
   * @param followed a small difference in the sample
   */
  private Dynamics extrapolated(Dynamics dynamics, Predictability followed) {
    double shrunk = -followed.plainGrowth();
    double mean = -Math.log(rule.tolerance() / 2) * followed.steps() / shrunk;
    double time = WORST_PLACES * mean;
    boolean isKnown =
        shrunk >= DECIDED
            && mean > dynamics.horizon()
            && time <= Math.min((double) series / WORST_PLACES, Integer.MAX_VALUE);
    return isKnown ? dynamics.forgettingAfter((int) time) : dynamics;
  }

  /** The same dynamics as walks from many places show them, where they may go further. */
  private Dynamics further(Dynamics dynamics, int width, Samples samples) {
    int places = Math.max(LEAST_PLACES, Math.min(kernels.lanes() / 2, MOST_PLACES));
    int horizon = horizon(places, width);
    if (horizon < LEAST_FAR || horizon <= 2 * dynamics.horizon()) {
      return dynamics;
    }
    try (Kernel kernel = kernels.openForProbe()) {
      FarProbe probe = new FarProbe(kernel, Nearness.asSegmentsJoin(rule), start, places, horizon);
      int steps = (int) FarProbe.sampled(places, probe.horizon());
      FarProbe.Found found = probe.measure(samples.of(middle(steps), steps));
      return new Dynamics(
          probe.horizon(),
          found.forgettingTime(),
          dynamics.exponent(),
          dynamics.steps() + found.steps(),
          dynamics.times().and(found.times()));
    }
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
    long most = bounded ? Math.max(LEAST_FOR_EXPONENT, series / EXPONENT_PART) : sample.steps();
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

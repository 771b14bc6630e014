// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

import dev.deerpark.base.Names;
import dev.deerpark.sequence.time.Timeline;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model's own code failed in a step: it threw, overflowed the stack or ran out of memory. What
 * was thrown is carried as text, since the receiver may not know a user's class.
 */
public final class StepFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String model;
  private final long step;
  private final String thrown;

  /**
   * @param model the failed model
   * @param step of the sequence, from 0
   * @param thrown by the model; its stack trace becomes this one's
   */
  public StepFailure(Class<?> model, long step, Throwable thrown) {
    this(model.getName(), step, inSeries(step), Names.cut(thrown.toString()), thrown);
  }

  private StepFailure(String model, long step, String where, String thrown, Throwable trace) {
    super(String.format(Locale.ROOT, "The model class %s failed %s: %s", model, where, thrown));
    this.model = model;
    this.step = step;
    this.thrown = thrown;
    setStackTrace(trace.getStackTrace());
  }

  private static String inSeries(long step) {
    return "in step " + step + " of the series, counted from 0";
  }

  /** The failed step behind a failure: the failure itself, or what a task threw. */
  public static Optional<StepFailure> behind(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(StepFailure.class::isInstance)
        .map(StepFailure.class::cast)
        .findFirst();
  }

  /** The failed step, from 0. */
  public long step() {
    return step;
  }

  /**
   * The same failure with another step number, for walks over steps that were picked from a block.
   */
  public StepFailure ofStep(long other) {
    return new StepFailure(model, other, inSeries(other), thrown, this);
  }

  /** The same failure with its time, and its series where there are many. */
  public StepFailure at(Timeline times) {
    String where = inSeries(times.stepWithin(step)) + ", at time " + times.text(step);
    return new StepFailure(model, step, where, thrown, this);
  }

  /**
   * The same failure in a series whose beginning is not known.
   *
   * @param time of the failed step
   */
  public StepFailure inStream(String time) {
    return new StepFailure(model, step, "at the time " + time, thrown, this);
  }
}

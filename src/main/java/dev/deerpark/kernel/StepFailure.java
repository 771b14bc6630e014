// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

import dev.deerpark.base.Names;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model's own code failed in a step: it threw, overflowed the stack or ran out of memory. It
 * carries what was thrown as text, since a class of the user's may be unknown where it arrives.
 */
public final class StepFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param model whose step it was
   * @param step of the sequence, from 0
   * @param thrown by the model; its stack trace becomes this one's
   */
  public StepFailure(Class<?> model, long step, Throwable thrown) {
    super(
        String.format(
            Locale.ROOT,
            "The model class %s failed in step %d of the series, counted from 0: %s",
            model.getName(),
            step,
            Names.cut(thrown.toString())));
    setStackTrace(thrown.getStackTrace());
  }

  /** The failed step behind a failure: the failure itself, or what a task threw. */
  public static Optional<StepFailure> behind(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(StepFailure.class::isInstance)
        .map(StepFailure.class::cast)
        .findFirst();
  }
}

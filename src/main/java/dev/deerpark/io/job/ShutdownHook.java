// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.job;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;

/** An action for when this process is told to end, in the order of Hadoop's and Spark's own. */
public final class ShutdownHook implements AutoCloseable {
  private final Runnable action;

  private ShutdownHook(Runnable action) {
    this.action = action;
  }

  /**
   * Has an action done when the process ends.
   *
   * @param priority actions of higher ones are done before; Spark stops at 40
   * @param seconds that it may take
   * @return empty where the process ends already: then the action is not done
   */
  public static Optional<ShutdownHook> add(Runnable action, int priority, int seconds) {
    try {
      ShutdownHookManager.get().addShutdownHook(action, priority, seconds, TimeUnit.SECONDS);
      return Optional.of(new ShutdownHook(action));
    } catch (IllegalStateException ending) {
      return Optional.empty();
    }
  }

  /** The action need not be done any more. Where it is being done, it goes on. */
  @Override
  public void close() {
    try {
      ShutdownHookManager.get().removeShutdownHook(action);
    } catch (IllegalStateException ending) {
      // the action is done, or will be, and finds that there is nothing to do
    }
  }
}

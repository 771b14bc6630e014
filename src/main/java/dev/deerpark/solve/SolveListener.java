// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.engine.Engine;
import java.util.List;

/** Watches a run. */
public interface SolveListener {

  /** Called before each sweep. */
  default void starting(int iteration) {}

  /**
   * Called after each sweep, before {@link #finished}. What it takes is not the sweep's time.
   *
   * @param engine which holds the iterate
   */
  default void swept(Engine engine) {}

  /**
   * Called after each sweep.
   *
   * @param history all iterations so far, the latest last
   */
  default void finished(List<IterationRecord> history) {}

  /** Watches with both, this one first. */
  default SolveListener and(SolveListener other) {
    SolveListener one = this;
    return new SolveListener() {
      @Override
      public void starting(int iteration) {
        one.starting(iteration);
        other.starting(iteration);
      }

      @Override
      public void swept(Engine engine) {
        one.swept(engine);
        other.swept(engine);
      }

      @Override
      public void finished(List<IterationRecord> history) {
        one.finished(history);
        other.finished(history);
      }
    };
  }

  /** Watches nothing. */
  SolveListener NONE = new SolveListener() {};
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import java.util.List;

/** Watches a run. */
public interface SolveListener {

  /** Called before each sweep. */
  default void starting(int iteration) {}

  /**
   * Called after each sweep.
   *
   * @param history all iterations so far, the latest last
   */
  default void finished(List<IterationRecord> history) {}

  /** Watches nothing. */
  SolveListener NONE = new SolveListener() {};
}

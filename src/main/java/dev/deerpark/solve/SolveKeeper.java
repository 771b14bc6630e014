// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import java.util.function.Supplier;

/** Keeps states of a solve, so that another process can go on from them. */
@FunctionalInterface
public interface SolveKeeper {

  /** Keeps nothing. */
  SolveKeeper NONE = state -> {};

  /**
   * Called after every sweep, and from time to time while the loop is walked.
   *
   * @param state gives the state; asked for where it is to be kept
   */
  void offer(Supplier<SolveState> state);
}

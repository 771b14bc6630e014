// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.engine.trajectory.StateSink;
import org.apache.spark.api.java.JavaRDD;

/** Keeps no state. What is walked into it is only judged. */
public final class NoRows implements StateSink<Boolean> {
  private static final long serialVersionUID = 1L;

  private NoRows() {}

  /** An output that walks, and stores nothing. */
  public static StateOutput<Boolean> output() {
    return new StateOutput<>(new NoRows(), JavaRDD::count);
  }

  @Override
  public boolean keeps(long step) {
    return false;
  }

  @Override
  public Rows<Boolean> open() {
    return (step, states, at, size) -> true;
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.checkpoint;

import dev.deerpark.base.Sha256;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.solve.Course;
import dev.deerpark.solve.SolveState;

/**
 * What the driver keeps of a solve.
 *
 * @param course of the run
 * @param state of the solve, besides the iterate
 */
public record SavedSolve(Course course, SolveState state) {

  /**
   * The shape of everything that is kept, in hexadecimal: what was kept in another shape cannot be
   * read.
   */
  public static String shape() {
    String all =
        new RecordCodec<>(SavedSolve.class).shape() + new RecordCodec<>(BlockIterate.class).shape();
    return Sha256.hex(all).substring(0, 16);
  }
}

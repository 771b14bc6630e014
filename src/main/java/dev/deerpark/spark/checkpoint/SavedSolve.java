// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.checkpoint;

import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.solve.Course;
import dev.deerpark.solve.SolveState;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

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
    byte[] digest = BlockFile.sha256().digest(all.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, 8);
  }
}

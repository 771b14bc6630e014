// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.checkpoint;

import java.io.IOException;

/** A file of a checkpoint does not hold what was written. */
final class DamagedCheckpointException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedCheckpointException(String sentence) {
    super(sentence);
  }
}

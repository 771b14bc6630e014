// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

/** A run has ended because its process was asked to; it says when. */
final class InterruptedRun extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InterruptedRun(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The length of segments, and why.
 *
 * @param length steps in a segment, at least 1
 * @param burnIn steps after which a walk from any state is on the trajectory, no more than a
 *     segment; empty where that is not known
 * @param reason for people
 */
public record Segments(int length, OptionalInt burnIn, String reason) {

  /** The same segments, with a burn-in of so many steps, or none. */
  Segments burningIn(Optional<Integer> steps) {
    return new Segments(length, steps.map(OptionalInt::of).orElseGet(OptionalInt::empty), reason);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * The steps of a segment at which two walks are compared. Marks are dense near the start, where a
 * walk that forgets meets the stored one, and thin out to half-octaves: with a few dozen stored
 * states, in a segment of any length, a meeting is found at most a third later than it happened.
 */
public final class MeetingMarks {
  private static final int FIRST = 32;

  private MeetingMarks() {}

  /**
   * The marks of a segment of {@code length} steps.
   *
   * @return the numbers of steps after which the state is stored, ascending, each at least 1 and
   *     below {@code length}; none for short segments
   */
  public static int[] of(int length) {
    List<Integer> marks = new ArrayList<>();
    for (long unit = FIRST; unit < length; unit *= 2) {
      marks.add((int) unit);
      if (unit + unit / 2 < length) {
        marks.add((int) (unit + unit / 2));
      }
    }
    return marks.stream().mapToInt(Integer::intValue).toArray();
  }
}

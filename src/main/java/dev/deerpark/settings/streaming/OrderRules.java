// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings.streaming;

import dev.deerpark.sequence.time.Duplicates;
import dev.deerpark.sequence.time.Gaps;
import java.io.Serializable;

/**
 * What becomes of the rows of a stream that do not follow the row before them by one step.
 *
 * @param gaps where times are missing before a row
 * @param duplicates where a row has the time of the row before it. Rows have no order within a
 *     micro-batch, so that with {@link Duplicates#KEEP_FIRST} the one with the smallest values
 *     comes first there
 * @param late where a row is older than the state, which has gone past its time
 * @param longestFill the most steps that are filled in before a row, at least 1: a row whose time
 *     is wrong may be any number of steps ahead
 */
public record OrderRules(Gaps gaps, Duplicates duplicates, Late late, int longestFill)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Every row has to follow the one before it. */
  public static final OrderRules STRICT = new OrderRules(Gaps.FAIL, Duplicates.FAIL, Late.FAIL, 1);

  /** The rules for rows that are older than the state. */
  public enum Late {
    FAIL,
    DROP
  }
}

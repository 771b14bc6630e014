// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.trajectory;

import dev.deerpark.base.Numbers;
import dev.deerpark.sequence.InputBlock;
import java.io.Serializable;

/**
 * Turns the states that an engine walks into rows: selects the steps to keep, and makes a row of
 * each state. An engine stores the rows in its own way. A sink has no state of its own, as many
 * threads may share it.
 *
 * @param <R> the rows
 */
public interface StateSink<R> extends Serializable {

  /**
   * Whether the state after a step becomes a row.
   *
   * @param step from 0
   */
  boolean keeps(long step);

  /**
   * The sink for the steps of one block. A sink that needs to know which series they belong to
   * returns one that does.
   */
  default StateSink<R> of(InputBlock block) {
    return this;
  }

  /** A maker of the rows of one walk, for one thread; it may keep scratch arrays. */
  Rows<R> open();

  /**
   * Makes rows.
   *
   * @param <R> the rows
   */
  interface Rows<R> {

    /**
     * The row of a kept step, or null where the row holds several steps and is not complete.
     *
     * @param step from 0
     * @param states holds the state after that step, in the precision of the run; reused after the
     *     call, not to be modified
     * @param at where the state begins
     * @param size numbers in a state
     */
    R of(long step, Numbers states, int at, int size);

    /** The row of the steps that are left after the last one; null where there are none. */
    default R rest() {
      return null;
    }
  }
}

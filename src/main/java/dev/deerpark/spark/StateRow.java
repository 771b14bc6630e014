// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.base.Numbers;
import dev.deerpark.engine.trajectory.StateSink;

/**
 * A state that will become a row of a block.
 *
 * @param step from 0
 * @param state {@code [D]}
 */
record StateRow(long step, Numbers state) {

  /** A sink that keeps every state. */
  record Sink() implements StateSink<StateRow> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean keeps(long step) {
      return true;
    }

    @Override
    public Rows<StateRow> open() {
      return (step, states, at, size) -> {
        Numbers state = states.precision().allocate(size);
        states.copy(at, state, 0, size);
        return new StateRow(step, state);
      };
    }
  }
}

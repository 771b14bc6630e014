// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.engine.sweep.Damping;
import java.util.List;

/** Chooses the damping of the next update from the history of the sweeps. */
@FunctionalInterface
public interface Damper {

  /** The damping for the update that follows the sweep after {@code history}. */
  Damping next(List<IterationRecord> history);

  /** The same damping for every update. */
  static Damper always(Damping damping) {
    return history -> damping;
  }
}

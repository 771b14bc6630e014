// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.io.table.ReadPlan;
import dev.deerpark.sequence.Layout;
import java.util.Optional;

/** Facts that a plan needs and only the data has. */
public interface SeriesFacts {

  /** How the rows of the series are brought into the order of time. */
  ReadPlan readPlan(Layout layout);

  /** Why the given start states do not fit the layout; empty where they do or none were given. */
  Optional<String> refusal(Layout layout);
}

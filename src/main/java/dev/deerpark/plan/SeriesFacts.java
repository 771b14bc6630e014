// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.io.table.ReadPlan;
import dev.deerpark.sequence.Layout;
import java.util.Optional;

/** What only the data can say to a layout. */
public interface SeriesFacts {

  /** How the rows of the series come into its order. */
  ReadPlan readPlan(Layout layout);

  /** Why the start states that were given do not fit it; empty where they do or none were. */
  Optional<String> refusal(Layout layout);
}

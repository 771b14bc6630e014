// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import dev.deerpark.study.Environment;
import dev.deerpark.study.Grid;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code study.json} holds beside the runs: what was asked, and where it ran.
 *
 * @param schema increased whenever a field changes its name or meaning
 * @param grid of the study
 * @param environments one for each application, in the order in which they ran
 */
record StudyRecord(int schema, Grid grid, List<Environment> environments) {
  static final int SCHEMA = 1;

  StudyRecord {
    environments = List.copyOf(environments);
  }

  static StudyRecord of(Grid grid) {
    return new StudyRecord(SCHEMA, grid, List.of());
  }

  /** The same with another application. */
  StudyRecord with(Environment environment) {
    List<Environment> more = new ArrayList<>(environments);
    more.add(environment);
    return new StudyRecord(schema, grid, more);
  }
}

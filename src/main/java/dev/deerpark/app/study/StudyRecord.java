// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.deerpark.study.Environment;
import dev.deerpark.study.Grid;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code study.json} holds beside the runs: what was asked, where it ran, and what was
 * computed.
 *
 * @param schema increased whenever a field changes its name or meaning
 * @param grid of the study
 * @param environments one for each application, in the order in which they ran
 * @param computed from the runs: fits, prices and predictions; null before the study has ended
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StudyRecord(int schema, Grid grid, List<Environment> environments, Object computed) {
  static final int SCHEMA = 1;

  StudyRecord {
    environments = List.copyOf(environments);
  }

  static StudyRecord of(Grid grid) {
    return new StudyRecord(SCHEMA, grid, List.of(), null);
  }

  /** The same with another application. */
  StudyRecord with(Environment environment) {
    List<Environment> more = new ArrayList<>(environments);
    more.add(environment);
    return new StudyRecord(schema, grid, more, null);
  }

  /** The same with what was computed from its runs. */
  StudyRecord having(Object results) {
    return new StudyRecord(schema, grid, environments, results);
  }
}

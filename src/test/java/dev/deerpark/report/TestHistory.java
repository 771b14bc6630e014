// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.solve.IterationRecord;
import java.util.ArrayList;
import java.util.List;

/** Histories whose figures are all the same number. */
final class TestHistory {
  private TestHistory() {}

  /** An iteration for each figure; a segment settles in each. */
  static List<IterationRecord> of(double... figures) {
    List<IterationRecord> history = new ArrayList<>();
    for (double figure : figures) {
      int i = history.size();
      double update = i == 0 ? Double.POSITIVE_INFINITY : figure;
      history.add(
          new IterationRecord(
              i,
              JacobianForm.DENSE,
              0,
              figure,
              update,
              figure,
              i,
              i,
              1,
              1,
              1,
              0,
              0,
              1,
              1,
              -0.1,
              2,
              0.1));
    }
    return history;
  }
}

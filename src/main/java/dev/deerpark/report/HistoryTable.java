// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The iterations of one or several runs as a table: a row for each, with the node where the runs
 * are those of a network's nodes, the run's method, and the fields that {@code history} of {@code
 * report.json} has. What is not finite is empty.
 */
final class HistoryTable {
  private HistoryTable() {}

  /**
   * The table with its header as CSV; empty where there were no iterations.
   *
   * @param nodes the name of each run's node; none for runs of a single recurrence
   */
  static String csv(List<SolverFigures> runs, List<String> nodes) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      for (IterationRow iteration : runs.get(i).rows()) {
        Map<String, Object> row = new LinkedHashMap<>();
        if (!nodes.isEmpty()) {
          row.put("node", nodes.get(i));
        }
        row.put("method", runs.get(i).method());
        row.putAll(ReportJson.MAPPER.convertValue(iteration, new TypeReference<>() {}));
        rows.add(row);
      }
    }
    return rows.isEmpty()
        ? ""
        : String.join(",", rows.get(0).keySet())
            + "\n"
            + rows.stream().map(HistoryTable::line).collect(Collectors.joining());
  }

  private static String line(Map<String, Object> row) {
    return row.values().stream()
        .map(value -> Objects.toString(value, ""))
        .collect(Collectors.joining(",", "", "\n"));
  }
}

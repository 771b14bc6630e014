// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.deerpark.solve.IterationRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The iterations of one or several runs as a table: a row for each, with the run's method and the
 * fields that {@code history} of {@code report.json} has. What is not finite is empty.
 */
final class HistoryTable {
  private HistoryTable() {}

  /** The table with its header as CSV; empty where there were no iterations. */
  static String csv(List<SolverFigures> runs) {
    List<Map<String, Object>> rows =
        runs.stream()
            .flatMap(run -> run.history().stream().map(record -> row(run.method(), record)))
            .toList();
    return rows.isEmpty()
        ? ""
        : String.join(",", rows.get(0).keySet())
            + "\n"
            + rows.stream().map(HistoryTable::line).collect(Collectors.joining());
  }

  private static Map<String, Object> row(String method, IterationRecord record) {
    Map<String, Object> row = new LinkedHashMap<>(Map.of("method", method));
    row.putAll(ReportJson.MAPPER.convertValue(new IterationRow(record), new TypeReference<>() {}));
    return row;
  }

  private static String line(Map<String, Object> row) {
    return row.values().stream()
        .map(value -> Objects.toString(value, ""))
        .collect(Collectors.joining(",", "", "\n"));
  }
}

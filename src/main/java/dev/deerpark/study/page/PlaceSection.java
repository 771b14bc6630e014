// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.page;

import dev.deerpark.study.Environment;
import dev.deerpark.study.Environment.Machine;
import dev.deerpark.study.RunRow;
import dev.deerpark.study.fit.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the study was made. */
record PlaceSection(Analysis analysis) {
  private static final List<String> HEADER =
      List.of(
          "application",
          "master",
          "workers",
          "processor of the driver",
          "machines of executors",
          "cores",
          "memory, GiB",
          "heap, GiB",
          "devices",
          "load average around runs: median (range)",
          "busy beside runs, %: median (range)");

  void write(Html html) {
    html.heading("place", "Where it ran");
    List<List<String>> rows = new ArrayList<>();
    analysis.environments().forEach(environment -> rows.add(row(environment)));
    html.table("place-table", HEADER, rows);
    if (!analysis.environments().isEmpty()) {
      Environment first = analysis.environments().get(0);
      html.paragraph(first.versions().toString() + ".");
      html.raw("<p>Flags of the driver's Java virtual machine: <code>")
          .raw(Html.escaped(String.join(" ", first.jvmFlags())))
          .raw("</code></p>\n");
    }
    analysis.grid().common().forEach((name, value) -> html.paragraph(name + " = " + value));
  }

  private List<String> row(Environment environment) {
    List<RunRow> runs =
        analysis.rows().stream()
            .filter(RunRow::isRun)
            .filter(row -> row.conditions().application().equals(environment.application()))
            .toList();
    Sample load = Sample.of(runs.stream().mapToDouble(row -> row.conditions().loadAfter()));
    Sample busy = Sample.of(runs.stream().mapToDouble(row -> 100 * row.conditions().busyBefore()));
    Machine driver = environment.driver();
    return List.of(
        environment.application(),
        environment.master(),
        environment.workers().toString(),
        driver.processor(),
        String.valueOf(environment.executors().size()),
        String.valueOf(driver.cores()),
        gibibytes(driver.memoryBytes()),
        gibibytes(
            environment.executors().isEmpty()
                ? driver.heapBytes()
                : environment.executors().get(0).heapBytes()),
        environment.executors().isEmpty() ? "" : environment.executors().get(0).devices(),
        Figures.number(load.estimate()),
        Figures.number(busy.estimate()));
  }

  private static String gibibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / (double) (1L << 30));
  }
}

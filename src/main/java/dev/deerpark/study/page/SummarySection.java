// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.page;

import dev.deerpark.study.CellFigures;
import dev.deerpark.study.Conditions;
import dev.deerpark.study.RunRow;
import java.util.List;
import java.util.Locale;

/** What was measured, what it came to, and whether the machine was fit for it. */
record SummarySection(Analysis analysis) {
  private static final List<String> HEADER =
      List.of(
          "network",
          "method",
          "kernel",
          "steps",
          "workers",
          "runs",
          "seconds: median (range)",
          "times faster than the loop",
          "efficiency",
          "method's part of it",
          "cluster's part, %",
          "iterations",
          "passes",
          "core-hours for 10^9 steps",
          "largest difference to the loop, of the bound");

  void write(Html html) {
    long runs = analysis.rows().stream().filter(RunRow::isRun).count();
    html.paragraph(
        String.format(
            Locale.ROOT,
            "%d timed runs of %d cells, each at most %d times, in a random order. A time counts"
                + " only where the result was compared with the sequential loop and kept the bound"
                + " that was fixed before.",
            runs,
            analysis.cells().size(),
            analysis.grid().repeats()));
    warn(html);
    answer(html);
    html.heading("cells", "All cells");
    html.paragraph(
        "A range goes from the least to the largest of the runs, which hold the median with a"
            + " probability of 1 - 2^(1-n), 94 % for five. Efficiency is the speed-up over the loop"
            + " per core, and the product of two parts: the method's, the loop's time over the"
            + " core-seconds of evaluation, local scan and tree (above 1 where many segments side by"
            + " side are faster than one after the other); and the cluster's, these core-seconds"
            + " over all.");
    html.table("cells-table", HEADER, analysis.cells().stream().map(this::row).toList());
  }

  private void warn(Html html) {
    List<RunRow> busy = analysis.busy();
    if (!busy.isEmpty()) {
      double most =
          busy.stream()
              .mapToDouble(
                  row -> Math.max(row.conditions().busyBefore(), row.conditions().busyAfter()))
              .max()
              .orElse(0);
      String meaning =
          analysis.hadPriority()
              ? "But the study had real-time priority: all else waited for it, and only shared"
                  + " caches and memory disturb its times."
              : "These times mean little, and ratios of times not much more. Counts of"
                  + " iterations, passes and bytes do not depend on it.";
      html.raw("<p class=\"warning\">")
          .raw(
              Html.escaped(
                  String.format(
                      Locale.ROOT,
                      "The machine was busy beside %d of %d runs (more than %.0f %% of it while the"
                          + " study rested, up to %.0f %%). %s",
                      busy.size(),
                      analysis.rows().stream().filter(RunRow::isRun).count(),
                      100 * Conditions.BUSY,
                      100 * most,
                      meaning)))
          .raw("</p>\n");
    }
    List<RunRow> lost =
        analysis.rows().stream().filter(row -> row.isRun() && !row.counts()).toList();
    if (!lost.isEmpty()) {
      html.raw("<p class=\"warning\">")
          .raw(
              Html.escaped(
                  String.format(
                      Locale.ROOT,
                      "%d runs do not count: %s.",
                      lost.size(),
                      String.join(
                          ", ",
                          lost.stream()
                              .map(row -> row.cell() + ": " + row.result().outcome())
                              .distinct()
                              .limit(5)
                              .toList()))))
          .raw("</p>\n");
    }
  }

  private void answer(Html html) {
    html.raw("<ul>\n");
    new Answers(analysis).paragraphs().forEach(sentences -> html.element("li", sentences));
    html.raw("</ul>\n");
  }

  private List<String> row(CellFigures cell) {
    boolean loop = cell.isLoop();
    return List.of(
        cell.cell().network(),
        cell.cell().methodLabel()
            + (cell.cell().method().equals("auto") ? " (" + cell.result().takenMethod() + ")" : ""),
        cell.result().takenKernel(),
        Figures.whole(cell.cell().lengthSteps()),
        loop ? "1 core, beside " + cell.cell().workers() : cell.cell().workers().toString(),
        Figures.whole(cell.seconds().size()),
        cell.counts() ? Figures.number(cell.seconds().estimate()) : cell.result().outcome(),
        Figures.number(cell.speedup()),
        Figures.number(cell.efficiency().value()),
        loop ? "–" : Figures.number(cell.methodEfficiency()),
        loop ? "–" : Figures.percent(cell.clusterEfficiency()),
        loop ? "–" : Figures.whole(cell.result().iterations()),
        Figures.number(cell.result().passes()),
        Figures.number(cell.coreHoursPerBillion()),
        loop
            ? "–"
            : Figures.number(cell.result().scaledDifference())
                + " of "
                + Figures.number(cell.result().differenceBound()));
  }
}

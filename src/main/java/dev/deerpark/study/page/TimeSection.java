// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.page;

import dev.deerpark.report.chart.StackedChart;
import dev.deerpark.report.chart.Svg;
import dev.deerpark.study.CellFigures;
import dev.deerpark.study.anatomy.CoreSeconds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Where the time of each cell went. */
record TimeSection(Analysis analysis) {

  void write(Html html) {
    html.heading("time", "Where the time goes");
    html.paragraph(
        "Seconds of a run, shared among what its cores did: core-seconds over the cores, the mean of"
            + " the runs. Evaluation, local scan and tree are the method's work; the rest is what"
            + " sharing it costs.");
    html.raw("<div class=\"charts\">\n");
    int index = 0;
    for (String name : ScalingSection.names(analysis)) {
      List<CellFigures> cells = ScalingSection.cells(analysis, name);
      long length = new ScalingCharts("", cells).strongLength();
      List<CellFigures> shown =
          cells.stream()
              .filter(cell -> cell.cell().lengthSteps() == length)
              .filter(cell -> cell.counts() && !cell.isLoop())
              .sorted(Comparator.comparing(cell -> cell.cell().methodLabel()))
              .toList();
      if (!shown.isEmpty()) {
        html.figure(
            Svg.of(chart(name, length, shown), "time-" + index),
            "Each bar is one method on so many cores.");
        html.figure(
            Svg.of(fractions(name, length, shown), "fractions-" + index++),
            "The same, each bar as a whole.");
      }
    }
    html.raw("</div>\n");
    table(html);
  }

  private static StackedChart chart(String name, long length, List<CellFigures> shown) {
    return new StackedChart(
        String.format(Locale.ROOT, "Where the time goes: %s, %,d steps", name, length),
        "seconds",
        bars(shown),
        parts(part -> shown.stream().map(cell -> share(cell, part)).toList()));
  }

  /** A method that takes long would hide what the others do. */
  private static StackedChart fractions(String name, long length, List<CellFigures> shown) {
    return new StackedChart(
        String.format(Locale.ROOT, "Fractions of the time: %s, %,d steps", name, length),
        "% of the core-seconds",
        bars(shown),
        parts(
            part ->
                shown.stream()
                    .map(cell -> 100 * cell.time().parts().get(part) / cell.time().whole())
                    .toList()));
  }

  private static List<String> bars(List<CellFigures> shown) {
    return shown.stream()
        .map(cell -> cell.cell().methodLabel() + " ×" + cell.cell().workers().cores())
        .toList();
  }

  /** The parts of core-seconds that are not 0 everywhere, each with a colour of its own. */
  static List<StackedChart.Part> parts(Function<String, List<Double>> heightsOf) {
    List<StackedChart.Part> parts = new ArrayList<>();
    int colour = 0;
    for (String part : CoreSeconds.NONE.parts().keySet()) {
      List<Double> heights = heightsOf.apply(part);
      if (heights.stream().anyMatch(height -> height > 0)) {
        parts.add(new StackedChart.Part(part, colour, heights));
      }
      colour++;
    }
    return parts;
  }

  private static double share(CellFigures cell, String part) {
    return cell.time().parts().get(part) / cell.cell().workers().cores();
  }

  private void table(Html html) {
    List<String> header = new ArrayList<>(List.of("network", "method", "steps", "workers"));
    CoreSeconds.NONE.parts().keySet().forEach(part -> header.add(part + ", core-seconds"));
    List<List<String>> rows = new ArrayList<>();
    for (CellFigures cell : analysis.cells()) {
      if (cell.counts() && !cell.isLoop()) {
        List<String> row =
            new ArrayList<>(
                List.of(
                    analysis.name(cell.cell()),
                    cell.cell().methodLabel(),
                    Figures.whole(cell.cell().lengthSteps()),
                    cell.cell().workers().toString()));
        cell.time().parts().values().forEach(seconds -> row.add(Figures.number(seconds)));
        rows.add(row);
      }
    }
    html.raw("<details>").element("summary", "As a table");
    html.table("time-table", header, rows).raw("</details>\n");
  }
}

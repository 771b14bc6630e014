// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.page;

import dev.deerpark.report.chart.LineChart;
import dev.deerpark.report.chart.LineChart.Axis;
import dev.deerpark.report.chart.LineChart.Curve;
import dev.deerpark.report.chart.LineChart.Kind;
import dev.deerpark.report.chart.LineChart.Point;
import dev.deerpark.report.chart.LineChart.Scale;
import dev.deerpark.report.chart.Svg;
import dev.deerpark.study.CellFigures;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Charts of how each network scales. */
record ScalingSection(Analysis analysis) {

  void write(Html html) {
    html.heading("scaling", "How it scales");
    int index = 0;
    for (String name : names(analysis)) {
      ScalingCharts charts = new ScalingCharts(name, cells(analysis, name));
      html.raw(index == 0 ? "<details open>" : "<details>").element("summary", charts.network());
      html.raw("<div class=\"charts\">\n");
      String id = "scaling-" + index++;
      figure(
          html,
          charts.strong(),
          id + "-strong",
          "Medians, with the range of the runs. Grey: as if the fewest cores were all alike.");
      charts
          .weak()
          .ifPresent(
              chart -> figure(html, chart, id + "-weak", "Ideal is a time that does not grow."));
      figure(
          html,
          charts.efficiency(),
          id + "-efficiency",
          "Speed-up over the loop, per core: 1 is a core that does the loop's work at its speed.");
      figure(
          html,
          charts.speedup(),
          id + "-speedup",
          "Over the median of the loop, with the widest range that both allow.");
      figure(
          html, charts.iterations(), id + "-iterations", "Updates until the result was reached.");
      figure(html, charts.cost(), id + "-cost", "Core-hours for a billion steps at this length.");
      html.raw("</div></details>\n");
    }
    predictability(html);
  }

  private static void figure(Html html, LineChart chart, String id, String caption) {
    html.figure(Svg.of(chart, id), caption);
  }

  /** The networks with their kernels. */
  static List<String> names(Analysis analysis) {
    return analysis.cells().stream().map(cell -> analysis.name(cell.cell())).distinct().toList();
  }

  /** The cells of a network and kernel. */
  static List<CellFigures> cells(Analysis analysis, String name) {
    return analysis.cells().stream()
        .filter(cell -> analysis.name(cell.cell()).equals(name))
        .toList();
  }

  /** Iterations against the largest exponent, where there are several networks. */
  private void predictability(Html html) {
    long networks = analysis.cells().stream().map(cell -> cell.cell().network()).distinct().count();
    if (networks < 2) {
      return;
    }
    long longest =
        analysis.cells().stream().mapToLong(cell -> cell.cell().lengthSteps()).max().orElse(0);
    List<CellFigures> shown =
        analysis.cells().stream()
            .filter(cell -> cell.cell().lengthSteps() == longest && !cell.isLoop())
            .filter(cell -> cell.result().settled())
            .sorted(Comparator.comparingDouble(cell -> cell.result().exponentNatsPerStep()))
            .toList();
    List<Curve> curves =
        shown.stream()
            .map(cell -> cell.cell().methodLabel())
            .distinct()
            .map(
                method ->
                    new Curve(
                        method,
                        Kind.MEASURED,
                        shown.stream()
                            .filter(cell -> cell.cell().methodLabel().equals(method))
                            .map(
                                cell ->
                                    Point.of(
                                        cell.result().exponentNatsPerStep(),
                                        cell.result().iterations()))
                            .distinct()
                            .toList()))
            .toList();
    LineChart chart =
        new LineChart(
            String.format(Locale.ROOT, "Predictability: %,d steps", longest),
            new Axis("largest Lyapunov exponent, nats per step", Scale.LINEAR),
            new Axis("iterations", Scale.LOGARITHMIC),
            curves);
    html.raw("<div class=\"charts\">\n");
    figure(
        html,
        chart,
        "predictability",
        "Every network at the longest series, those included whose states this precision does not"
            + " know. Beyond 0 an iteration gains little more than a segment.");
    html.raw("</div>\n");
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import dev.deerpark.report.chart.PlotStyle;
import dev.deerpark.solve.IterationRecord;
import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Pictures of how runs converged, for people. Drawing needs no screen, but it needs fonts; without
 * any, the Java runtime's exception is thrown.
 */
public final class ConvergencePlot {
  private static final String RELATIVE = "relative to 1 + |state|";
  private static final Color SETTLED = new Color(190, 215, 235);
  private static final int UPPER = 460;
  private static final int LOWER = 240;

  private ConvergencePlot() {}

  /**
   * Residual, update and estimated error of one run, and the part of the series that has settled.
   *
   * @param title names the run
   * @param history at least one record
   * @param segments of the whole series
   * @return a PNG
   */
  public static byte[] ofRun(
      String title, List<IterationRecord> history, long segments, double tolerance) {
    LogPanel panel = new LogPanel(RELATIVE, tolerance);
    panel.add("residual", 0, values(history, IterationRecord::residual));
    // Nothing was updated before the first iteration.
    panel.add("update", 1, values(history.subList(1, history.size()), IterationRecord::update));
    panel.add("estimated error", 0, values(history, IterationRecord::estimatedError));
    return PlotStyle.png(
        List.of(panel.chart(PlotStyle.WIDTH, UPPER, title), settled(history, segments)));
  }

  /**
   * The residuals of several runs over the same series, with the same tolerance; or their true
   * errors, where these were followed.
   *
   * @param model its name
   * @param runs at least one, by methods that differ
   * @return a PNG
   */
  public static byte[] ofRuns(String model, List<ComparedRun> runs) {
    SolverFigures first = runs.get(0).solution();
    boolean followed = !first.differencesToLoop().isEmpty();
    String measured = followed ? "largest difference to the loop, " : "residual, ";
    LogPanel panel = new LogPanel(measured + RELATIVE, first.tolerance());
    for (ComparedRun run : runs) {
      SolverFigures figures = run.solution();
      panel.add(
          figures.method(),
          0,
          followed
              ? figures.differencesToLoop()
              : values(figures.history(), IterationRecord::residual));
    }
    String title =
        String.format(
            Locale.ROOT,
            "%s: %d methods, %,d steps",
            model,
            runs.size(),
            runs.get(0).plan().steps());
    XYChart chart = panel.chart(PlotStyle.WIDTH, UPPER + LOWER / 2, title);
    chart.setXAxisTitle("iteration");
    return PlotStyle.png(List.of(chart));
  }

  private static XYChart settled(List<IterationRecord> history, long segments) {
    XYChart chart = PlotStyle.chart(PlotStyle.WIDTH, LOWER, "", "settled prefix, %");
    chart.setXAxisTitle("iteration");
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setChartTitleVisible(false);
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(100.0);
    PlotStyle.level(chart, "all", 100, history.size() - 1);
    List<Double> iterations = values(history, IterationRecord::iteration);
    List<Double> settled = values(history, r -> 100.0 * r.settledSegments() / segments);
    XYSeries series = chart.addSeries("settled prefix", iterations, settled);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
    series.setMarker(SeriesMarkers.NONE);
    series.setFillColor(SETTLED);
    series.setLineColor(SETTLED.darker());
    return chart;
  }

  private static List<Double> values(
      List<IterationRecord> history, ToDoubleFunction<IterationRecord> value) {
    return history.stream().mapToDouble(value).boxed().toList();
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report.chart;

import dev.deerpark.report.chart.LineChart.Axis;
import dev.deerpark.report.chart.LineChart.Curve;
import dev.deerpark.report.chart.LineChart.Kind;
import dev.deerpark.report.chart.LineChart.Point;
import dev.deerpark.report.chart.LineChart.Scale;
import java.awt.BasicStroke;
import java.awt.Color;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Turns a {@link LineChart} into XChart's. Logarithmic axes are drawn as axes of logarithms. */
final class LinePanel {
  private static final double LN2 = Math.log(2);
  private static final float[] DASHES = {7, 4};
  private static final float[] DOTS = {2, 3};
  private static final int BAND_OPACITY = 50;

  /** Parts of an axis's range that are left free at its ends. */
  private static final double MARGIN = 0.04;

  private LinePanel() {}

  static XYChart of(LineChart chart, int width, int height) {
    XYChart panel = PlotStyle.chart(width, height, chart.title(), chart.y().title());
    panel.setXAxisTitle(chart.x().title());
    panel.getStyler().setXAxisTickLabelsFormattingFunction(at -> label(at, chart.x().scale()));
    panel.getStyler().setYAxisTickLabelsFormattingFunction(at -> label(at, chart.y().scale()));
    List<Curve> shown = chart.curves().stream().map(curve -> placed(curve, chart)).toList();
    ranges(panel, chart, shown);
    int colours = 0;
    for (Curve curve : shown) {
      if (!curve.points().isEmpty()) {
        add(panel, curve, colours);
      }
      colours += isGrey(curve) ? 0 : 1;
    }
    return panel;
  }

  private static boolean isGrey(Curve curve) {
    return curve.kind() == Kind.GUIDE || curve.kind() == Kind.LIMIT;
  }

  /** A curve in the units of the drawing, without points that have no place. */
  private static Curve placed(Curve curve, LineChart chart) {
    List<Point> points =
        curve.points().stream()
            .map(
                point ->
                    new Point(
                        place(point.x(), chart.x()),
                        place(point.y(), chart.y()),
                        place(point.low(), chart.y()),
                        place(point.high(), chart.y())))
            .filter(point -> Double.isFinite(point.x()) && Double.isFinite(point.y()))
            .toList();
    return new Curve(curve.name(), curve.kind(), points);
  }

  private static double place(double value, Axis axis) {
    return switch (axis.scale()) {
      case LINEAR -> value;
      case POWERS_OF_TWO -> Math.log(value) / LN2;
      case LOGARITHMIC -> Math.log10(value);
    };
  }

  private static void ranges(XYChart panel, LineChart chart, List<Curve> shown) {
    boolean powers = chart.x().scale() == Scale.POWERS_OF_TWO;
    double[] x =
        range(
            shown.stream().flatMap(c -> c.points().stream()).mapToDouble(Point::x),
            powers ? 0 : MARGIN);
    double[] y =
        range(
            shown.stream()
                .flatMap(c -> c.points().stream())
                .flatMapToDouble(p -> DoubleStream.of(p.y(), p.low(), p.high())),
            MARGIN);
    if (powers) {
      // XChart draws no labels at all where those of the two ends are alike, as empty ones are
      x = new double[] {Math.floor(x[0]), Math.ceil(x[1])};
    }
    if (chart.y().scale() == Scale.LINEAR) {
      y[0] = Math.min(0, y[0]);
    }
    panel.getStyler().setXAxisMin(x[0]).setXAxisMax(x[1]);
    panel.getStyler().setYAxisMin(y[0]).setYAxisMax(y[1]);
  }

  /**
   * The least and the largest of values, and beyond them a part of what lies between them; half a
   * unit where they are one.
   */
  private static double[] range(DoubleStream values, double part) {
    double[] finite = values.filter(Double::isFinite).sorted().toArray();
    if (finite.length == 0) {
      return new double[] {0, 1};
    }
    double low = finite[0];
    double high = finite[finite.length - 1];
    double margin = low == high ? 0.5 : part * (high - low);
    return new double[] {low - margin, high + margin};
  }

  private static void add(XYChart panel, Curve curve, int index) {
    Color colour = isGrey(curve) ? Color.GRAY : PlotStyle.colour(index);
    if (curve.kind() == Kind.MEASURED) {
      band(panel, curve, colour);
    }
    boolean again = panel.getSeries(curve.name()) != null;
    XYSeries series =
        panel.addSeries(
            again ? curve.name() + " " + panel.getSeriesCollection().size() : curve.name(),
            curve.points().stream().mapToDouble(Point::x).toArray(),
            curve.points().stream().mapToDouble(Point::y).toArray());
    // a name that comes again is explained already
    series.setShowInLegend(!again);
    series.setLineColor(colour);
    series.setMarkerColor(colour);
    switch (curve.kind()) {
      case MEASURED -> series.setMarker(PlotStyle.marker(index)).setLineStyle(new BasicStroke(2));
      case GUIDE -> series.setMarker(SeriesMarkers.NONE).setLineStyle(new BasicStroke(1));
      case LIMIT -> series.setMarker(SeriesMarkers.NONE).setLineStyle(dashed(1.5f, DOTS));
      case MODEL -> series.setMarker(SeriesMarkers.NONE).setLineStyle(dashed(2, DASHES));
    }
  }

  private static BasicStroke dashed(float width, float[] dashes) {
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }

  /** The area between the lower and the upper ends of the points' intervals. */
  private static void band(XYChart panel, Curve curve, Color colour) {
    List<Point> points =
        curve.points().stream()
            .filter(point -> Double.isFinite(point.low()) && Double.isFinite(point.high()))
            .toList();
    if (points.size() < 2) {
      return;
    }
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (Point point : points) {
      x.add(point.x());
      y.add(point.high());
    }
    for (int i = points.size() - 1; i >= 0; i--) {
      x.add(points.get(i).x());
      y.add(points.get(i).low());
    }
    Color pale = new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), BAND_OPACITY);
    XYSeries series = panel.addSeries("range of " + curve.name(), x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    series.setMarker(SeriesMarkers.NONE);
    series.setFillColor(pale);
    series.setLineColor(pale);
    series.setShowInLegend(false);
  }

  private static String label(double at, Scale scale) {
    return switch (scale) {
      case LINEAR -> plain(at);
      case POWERS_OF_TWO ->
          Math.abs(at - Math.rint(at)) > 1e-6 || at < -1e-6
              ? ""
              : plain(Math.pow(2, Math.rint(at)));
      case LOGARITHMIC -> plain(Math.pow(10, at));
    };
  }

  /** Two or three digits, in figures that people read. */
  private static String plain(double value) {
    if (value != 0 && (Math.abs(value) >= 1e7 || Math.abs(value) < 1e-3)) {
      return String.format(Locale.ROOT, "%.1e", value)
          .replace(".0e", "e")
          .replace("e+0", "e")
          .replace("e-0", "e-");
    }
    BigDecimal digits = new BigDecimal(value).round(new MathContext(2)).stripTrailingZeros();
    double rounded = digits.doubleValue();
    return Math.abs(rounded) >= 1000
        ? String.format(Locale.ROOT, "%,.0f", rounded)
        : digits.toPlainString();
  }
}

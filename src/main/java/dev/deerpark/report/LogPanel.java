// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import dev.deerpark.report.chart.PlotStyle;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;

/**
 * Curves over iterations with a logarithmic vertical axis. Values without a logarithm are shown
 * too: zeros lie on the bottom edge and values that are not finite on the top edge, and the axis
 * says so. The horizontal axis ends where the last curve has its last finite value; the legend says
 * which curves go on, without any.
 */
final class LogPanel {
  /** An axis of fewer decades would make rounding errors look significant. */
  private static final int LEAST_DECADES = 4;

  private final String axis;
  private final double tolerance;
  private final Map<String, Curve> curves = new LinkedHashMap<>();

  /** Values at {@code first}, {@code first + 1} and so on. */
  private record Curve(int first, List<Double> values) {
    int last() {
      return first + values.size() - 1;
    }

    /** The iteration of the last finite value; 0 where there is none. */
    int lastFinite() {
      for (int i = values.size() - 1; i >= 0; i--) {
        if (Double.isFinite(values.get(i))) {
          return first + i;
        }
      }
      return 0;
    }
  }

  /**
   * @param axis what the vertical axis measures
   * @param tolerance shown as a dashed line, above 0
   */
  LogPanel(String axis, double tolerance) {
    this.axis = axis;
    this.tolerance = tolerance;
  }

  /**
   * Adds a curve.
   *
   * @param first the iteration of the first value
   */
  void add(String name, int first, List<Double> values) {
    curves.put(name, new Curve(first, values));
  }

  /** The panel, with its legend below. */
  XYChart chart(int width, int height, String title) {
    int bottom = bottom();
    int top = top(bottom);
    XYChart chart = PlotStyle.chart(width, height, title, axis + edges());
    chart.getStyler().setYAxisMin((double) bottom).setYAxisMax((double) top);
    chart
        .getStyler()
        .setYAxisTickLabelsFormattingFunction(exponent -> label(exponent, bottom, top));
    addTolerance(chart);
    int index = 0;
    for (Map.Entry<String, Curve> entry : curves.entrySet()) {
      addCurve(chart, entry.getKey(), entry.getValue(), bottom, top, index++);
    }
    return chart;
  }

  private void addTolerance(XYChart chart) {
    int last = last();
    DecimalFormat format =
        new DecimalFormat("0.##E0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    String name = "tolerance " + format.format(tolerance).replace('E', 'e');
    PlotStyle.level(chart, name, Math.log10(tolerance), last);
  }

  private void addCurve(XYChart chart, String name, Curve curve, int bottom, int top, int index) {
    int shown = Math.min(curve.values.size(), last() - curve.first + 1);
    List<Double> iterations = new ArrayList<>();
    List<Double> heights = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      iterations.add((double) curve.first + i);
      heights.add(height(curve.values.get(i), bottom, top));
    }
    if (!heights.isEmpty()) {
      String label =
          shown == curve.values.size()
              ? name
              : String.format(Locale.ROOT, "%s (not finite up to %d)", name, curve.last());
      PlotStyle.draw(chart.addSeries(label, iterations, heights), index);
    }
  }

  /** The last iteration that is shown. */
  private int last() {
    int finite = curves.values().stream().mapToInt(Curve::lastFinite).max().orElse(0);
    int all = curves.values().stream().mapToInt(Curve::last).max().orElse(1);
    return Math.min(all, finite + Math.max(5, finite / 20));
  }

  private static double height(double value, int bottom, int top) {
    if (!Double.isFinite(value)) {
      return top;
    }
    return value == 0 ? bottom : Math.log10(value);
  }

  private int bottom() {
    double least = positive().min().orElse(tolerance);
    return (int) Math.floor(Math.log10(least)) - (hasZeros() ? 1 : 0);
  }

  private int top(int bottom) {
    double most = positive().max().orElse(tolerance);
    int needed = (int) Math.ceil(Math.log10(most)) + (hasNonFinite() ? 1 : 0);
    return Math.max(needed, bottom + LEAST_DECADES);
  }

  private DoubleStream positive() {
    return DoubleStream.concat(
        DoubleStream.of(tolerance), values().filter(v -> v > 0 && Double.isFinite(v)));
  }

  private boolean hasZeros() {
    return values().anyMatch(value -> value == 0);
  }

  private boolean hasNonFinite() {
    return values().anyMatch(value -> !Double.isFinite(value));
  }

  private DoubleStream values() {
    return curves.values().stream().flatMap(c -> c.values.stream()).mapToDouble(v -> v);
  }

  private String edges() {
    List<String> edges = new ArrayList<>();
    if (hasZeros()) {
      edges.add("bottom: 0");
    }
    if (hasNonFinite()) {
      edges.add("top: not finite");
    }
    return edges.isEmpty() ? "" : " (" + String.join(", ", edges) + ")";
  }

  /** The label of a tick; none between the powers of ten. */
  private String label(double exponent, int bottom, int top) {
    long whole = Math.round(exponent);
    if (Math.abs(exponent - whole) > 1e-6) {
      return "";
    }
    if (whole == bottom && hasZeros()) {
      return "0";
    }
    return whole == top && hasNonFinite() ? "not finite" : "1e" + whole;
  }
}

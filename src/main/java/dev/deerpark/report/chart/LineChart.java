// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report.chart;

import java.util.List;

/**
 * Curves over a common axis.
 *
 * @param title above it
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param curves those of the same name share one entry of the legend
 */
public record LineChart(String title, Axis x, Axis y, List<Curve> curves) {

  public LineChart {
    curves = List.copyOf(curves);
  }

  /**
   * An axis.
   *
   * @param title with its unit
   * @param scale of it
   */
  public record Axis(String title, Scale scale) {}

  /** How values are placed along an axis. Values of 0 and below have no place on a logarithmic. */
  public enum Scale {
    LINEAR,
    /** With ticks at powers of two. */
    POWERS_OF_TWO,
    LOGARITHMIC
  }

  /** What a curve is. */
  public enum Kind {
    /** Points with a line through them, and a band where there is one. */
    MEASURED,
    /** A dashed line without points. */
    MODEL,
    /** A thin grey line, to compare with. */
    GUIDE,
    /** A dotted grey line: what cannot be passed. */
    LIMIT
  }

  /** A point, with the interval that it lies in; NaN for no interval. */
  public record Point(double x, double y, double low, double high) {

    /** A point without an interval. */
    public static Point of(double x, double y) {
      return new Point(x, y, Double.NaN, Double.NaN);
    }
  }

  /**
   * A curve.
   *
   * @param name in the legend
   * @param kind of it
   * @param points from left to right
   */
  public record Curve(String name, Kind kind, List<Point> points) {

    public Curve {
      points = List.copyOf(points);
    }
  }
}

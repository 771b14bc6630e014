// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The style of all pictures in a report, and the composition of panels. */
public final class PlotStyle {
  /** Pixels of a picture's width. */
  public static final int WIDTH = 1000;

  /** Pixels per unit, for screens of twice the usual density. */
  public static final int DENSITY = 2;

  /** Colours that people who confuse red and green can tell apart (Okabe and Ito, 2008). */
  private static final Color[] COLOURS = {
    Color.GRAY,
    new Color(0, 114, 178),
    new Color(213, 94, 0),
    new Color(0, 158, 115),
    new Color(204, 121, 167),
    new Color(86, 180, 233),
    new Color(230, 159, 0),
    Color.BLACK
  };

  private static final Color[] PARTS = {
    new Color(0, 114, 178),
    new Color(86, 180, 233),
    new Color(0, 158, 115),
    new Color(204, 121, 167),
    new Color(230, 159, 0),
    new Color(240, 228, 66),
    new Color(140, 86, 75),
    new Color(213, 94, 0),
    new Color(200, 200, 200),
    new Color(90, 90, 90)
  };

  private static final Marker[] MARKERS = {
    SeriesMarkers.NONE,
    SeriesMarkers.CIRCLE,
    SeriesMarkers.SQUARE,
    SeriesMarkers.DIAMOND,
    SeriesMarkers.TRIANGLE_UP,
    SeriesMarkers.TRIANGLE_DOWN,
    SeriesMarkers.CROSS,
    SeriesMarkers.PLUS
  };

  private static final BasicStroke DASHED =
      new BasicStroke(
          1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {6, 4}, 0);

  /** Lines that coincide differ in their gaps; those that are drawn later are also thinner. */
  private static final float[][] DASHES = {null, {14, 6}, {3, 5}, {14, 5, 3, 5}, {24, 8}};

  /** With more points than this, markers would hide the line. */
  private static final int MOST_MARKERS = 100;

  private PlotStyle() {}

  /** An empty panel over iterations. */
  public static XYChart chart(int width, int height, String title, String axis) {
    XYChart chart = new XYChartBuilder().width(width).height(height).title(title).build();
    chart.setYAxisTitle(axis);
    XYStyler style = chart.getStyler();
    common(style);
    style.setSeriesColors(COLOURS);
    style.setSeriesMarkers(MARKERS);
    style.setMarkerSize(7);
    // The panels of a picture share their horizontal axis.
    style.setYAxisLeftWidthHint(90);
    style.setXAxisMaxLabelCount(16);
    style.setXAxisTickLabelsFormattingFunction(PlotStyle::whole);
    return chart;
  }

  /** What charts of all kinds have in common. */
  static void common(AxesChartStyler style) {
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setPlotGridLinesColor(new Color(225, 225, 225));
    style.setChartTitleBoxVisible(false);
    style.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
    style.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    style.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    style.setLegendPosition(LegendPosition.OutsideS);
    style.setLegendLayout(LegendLayout.Horizontal);
    style.setLegendBorderColor(Color.WHITE);
  }

  /** The colour of the curve of this number, from 0. */
  static Color colour(int index) {
    // the first is that of guides
    return COLOURS[1 + index % (COLOURS.length - 1)];
  }

  /** The colour of the part of this number: from work, in colours, to waiting, in grey. */
  static Color part(int number) {
    return PARTS[number % PARTS.length];
  }

  /** The marker of the curve of this number, from 0. */
  static Marker marker(int index) {
    return MARKERS[1 + index % (MARKERS.length - 1)];
  }

  /**
   * A dashed line over all iterations, as a guide. It also keeps XChart from putting a tick at each
   * multiple of the curve's own spacing.
   */
  public static void level(XYChart chart, String name, double height, int last) {
    double[] iterations = {0, Math.max(1, last)};
    XYSeries line = chart.addSeries(name, iterations, new double[] {height, height});
    line.setMarker(SeriesMarkers.NONE);
    line.setLineStyle(DASHED);
    line.setLineColor(Color.GRAY);
  }

  /**
   * Gives a curve its line, and leaves the markers out where there are too many.
   *
   * @param index of the curve among those of its panel, from 0
   */
  public static void draw(XYSeries series, int index) {
    float width = Math.max(1.5f, 5 - 2.5f * index);
    series.setLineStyle(
        new BasicStroke(
            width,
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            10,
            DASHES[index % DASHES.length],
            0));
    if (series.getXData().length > MOST_MARKERS) {
      series.setMarker(SeriesMarkers.NONE);
    }
  }

  /** The panels one below the other, as a PNG of {@link #DENSITY}. */
  public static byte[] png(List<XYChart> panels) {
    int height = panels.stream().mapToInt(XYChart::getHeight).sum();
    BufferedImage picture =
        new BufferedImage(DENSITY * WIDTH, DENSITY * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.scale(DENSITY, DENSITY);
    for (XYChart panel : panels) {
      panel.paint(graphics, panel.getWidth(), panel.getHeight());
      graphics.translate(0, panel.getHeight());
    }
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("A picture cannot be encoded", e);
    }
    return bytes.toByteArray();
  }

  /** The label of a tick; none between whole numbers. */
  private static String whole(double value) {
    long whole = Math.round(value);
    return Math.abs(value - whole) > 1e-6 ? "" : Long.toString(whole);
  }
}

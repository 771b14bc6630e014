// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.report.chart.LineChart.Axis;
import dev.deerpark.report.chart.LineChart.Curve;
import dev.deerpark.report.chart.LineChart.Kind;
import dev.deerpark.report.chart.LineChart.Point;
import dev.deerpark.report.chart.LineChart.Scale;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** A chart is an element of its own, whatever its curves are. */
class SvgTest {

  private static Element parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)))
        .getDocumentElement();
  }

  private static LineChart chart(Scale scale, List<Point> points) {
    return new LineChart(
        "A chart",
        new Axis("cores", scale),
        new Axis("seconds", scale),
        List.of(
            new Curve("measured", Kind.MEASURED, points),
            new Curve("model", Kind.MODEL, points),
            new Curve("guide", Kind.GUIDE, points),
            new Curve("limit", Kind.LIMIT, points)));
  }

  @Test
  void everyScaleDrawsEveryKindOfCurve() throws Exception {
    List<Point> points = List.of(new Point(1, 8, 7, 9), new Point(2, 4.2, 4, 5), Point.of(4, 2));
    for (Scale scale : Scale.values()) {
      Element svg = parsed(Svg.of(chart(scale, points), "a"));
      assertThat(svg.getAttribute("viewBox")).as("%s", scale).isEqualTo("0 0 720 460");
      assertThat(svg.getAttribute("aria-label")).isEqualTo("A chart");
      assertThat(svg.getElementsByTagName("*").getLength()).isGreaterThan(20);
    }
  }

  @Test
  void whatHasNoPlaceIsLeftOut() throws Exception {
    List<Point> points =
        List.of(Point.of(0, 1), Point.of(1, Double.NaN), Point.of(2, -1), Point.of(4, 3));
    parsed(Svg.of(chart(Scale.LOGARITHMIC, points), "a"));
    parsed(Svg.of(chart(Scale.LOGARITHMIC, List.of()), "a"));
    parsed(Svg.of(chart(Scale.LINEAR, List.of(Point.of(1, 0))), "a"));
  }

  @Test
  void namesOfAChartBeginWithItsOwn() {
    String svg = Svg.of(chart(Scale.LINEAR, List.of(Point.of(1, 1), Point.of(2, 2))), "chart-7");
    assertThat(svg.split(" id=\"")).hasSizeGreaterThan(1);
    for (String part : List.of(svg.split(" id=\"")).subList(1, svg.split(" id=\"").length)) {
      assertThat(part).startsWith("chart-7-");
    }
  }

  @Test
  void everyCurveButGuidesHasAColourOfItsOwn() {
    List<Point> points = List.of(Point.of(1, 1), Point.of(2, 2));
    LineChart chart =
        new LineChart(
            "Curves",
            new Axis("cores", Scale.LINEAR),
            new Axis("seconds", Scale.LINEAR),
            List.of(
                new Curve("first", Kind.MODEL, points),
                new Curve("guide", Kind.GUIDE, points),
                new Curve("second", Kind.MODEL, points),
                new Curve("third", Kind.MEASURED, points)));
    XYChart panel = LinePanel.of(chart, 720, 460);
    assertThat(Stream.of("first", "second", "third").map(name -> panel.getSeries(name)))
        .extracting(XYSeries::getLineColor)
        .containsExactly(PlotStyle.colour(0), PlotStyle.colour(1), PlotStyle.colour(2));
  }

  @Test
  void anAxisOfCoresEndsWithThem() {
    List<Point> points = List.of(Point.of(1, 8), Point.of(2, 4));
    XYStyler axes = LinePanel.of(chart(Scale.POWERS_OF_TWO, points), 720, 460).getStyler();
    assertThat(axes.getXAxisMin()).isZero();
    assertThat(axes.getXAxisMax()).as("log2 of 2 cores").isEqualTo(1);
  }

  @Test
  void barsAreStacked() throws Exception {
    StackedChart chart =
        new StackedChart(
            "Bars",
            "seconds",
            List.of("a ×1", "a ×2"),
            List.of(
                new StackedChart.Part("evaluation", 0, List.of(3.0, 1.5)),
                new StackedChart.Part("idle", 8, List.of(0.0, 0.5))));
    assertThat(parsed(Svg.of(chart, "b")).getAttribute("aria-label")).isEqualTo("Bars");
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report.chart;

import java.awt.Graphics2D;
import java.io.StringWriter;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Draws charts as SVG elements to be put into a page: texts as outlines, so that every browser
 * shows the same, and identifiers that begin with the chart's own, so that several charts can share
 * a page. Drawing needs no screen, but it needs fonts.
 */
public final class Svg {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";
  private static final int WIDTH = 720;
  private static final int HEIGHT = 460;
  private static final String BATIKS = "genericDefs";
  private static final int DIGITS = 2;
  private static final int NAME_HEIGHT = 16;
  private static final int MOST_LEVEL_NAMES = 4;

  private Svg() {}

  /**
   * Draws a chart.
   *
   * @param id of the chart within its page: letters, digits and hyphens
   */
  public static String of(LineChart chart, String id) {
    return svg(LinePanel.of(chart, WIDTH, HEIGHT), chart.title(), id);
  }

  /**
   * Draws a chart.
   *
   * @param id of the chart within its page: letters, digits and hyphens
   */
  public static String of(StackedChart chart, String id) {
    CategoryChart panel =
        new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(chart.title()).build();
    panel.setYAxisTitle(chart.axis());
    PlotStyle.common(panel.getStyler());
    panel.getStyler().setLegendPosition(LegendPosition.OutsideE);
    panel.getStyler().setLegendLayout(LegendLayout.Vertical);
    panel.getStyler().setStacked(true);
    panel.getStyler().setAvailableSpaceFill(0.8);
    if (chart.bars().size() > MOST_LEVEL_NAMES) {
      turnNames(panel.getStyler());
    }
    panel
        .getStyler()
        .setYAxisTickLabelsFormattingFunction(
            at -> String.format(Locale.ROOT, at < 10 ? "%.2g" : "%,.0f", at));
    for (StackedChart.Part part : chart.parts()) {
      CategorySeries series = panel.addSeries(part.name(), chart.bars(), part.heights());
      series.setFillColor(PlotStyle.part(part.colour()));
    }
    return svg(panel, chart.title(), id);
  }

  /** Names below the ends of their ticks, none left out: turned, they need only their height. */
  private static void turnNames(CategoryStyler style) {
    style.setXAxisLabelRotation(45);
    style.setXAxisLabelAlignment(TextAlignment.Right);
    style.setXAxisLabelAlignmentVertical(TextAlignment.Right);
    style.setXAxisTickMarkSpacingHint(NAME_HEIGHT);
  }

  private static String svg(Chart<?, ?> chart, String title, String id) {
    Document document = document();
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setPrecision(DIGITS);
    context.setIDGenerator(
        new SVGIDGenerator() {
          @Override
          public String generateID(String prefix) {
            return id + "-" + super.generateID(prefix);
          }
        });
    context.setComment(null);
    SVGGraphics2D graphics = new SVGGraphics2D(context, true);
    chart.paint((Graphics2D) graphics, chart.getWidth(), chart.getHeight());
    Element root = graphics.getRoot();
    root.setAttribute("viewBox", "0 0 " + chart.getWidth() + " " + chart.getHeight());
    root.setAttribute("role", "img");
    root.setAttribute("aria-label", title);
    // Batik has one name of its own that it does not ask for
    return text(root).replace("id=\"" + BATIKS + "\"", "id=\"" + id + "-" + BATIKS + "\"");
  }

  private static Document document() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      return factory
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(NAMESPACE, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every Java can make a document", e);
    }
  }

  private static String text(Element root) {
    try {
      Transformer transformer = TransformerFactory.newInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter text = new StringWriter();
      transformer.transform(new DOMSource(root), new StreamResult(text));
      return text.toString();
    } catch (TransformerException e) {
      throw new IllegalStateException("every Java can write a document", e);
    }
  }
}

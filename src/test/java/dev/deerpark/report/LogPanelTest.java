// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

class LogPanelTest {
  private static final double TOLERANCE = 1e-6;

  private static XYChart chart(Double... values) {
    LogPanel panel = new LogPanel("size", TOLERANCE);
    panel.add("curve", 3, List.of(values));
    return panel.chart(400, 300, "");
  }

  @Test
  void theAxisIsTheLogarithmInWholeDecades() {
    XYChart chart = chart(200.0, 1e-3, 2e-7);
    assertThat(chart.getSeries("curve").getXData()).containsExactly(3, 4, 5);
    assertThat(chart.getSeries("curve").getYData())
        .containsExactly(Math.log10(200), Math.log10(1e-3), Math.log10(2e-7));
    assertThat(chart.getStyler().getYAxisMin()).isEqualTo(-7);
    assertThat(chart.getStyler().getYAxisMax()).isEqualTo(3);
    assertThat(labels(chart, -7, -6.5, 0, 3)).containsExactly("1e-7", "", "1e0", "1e3");
    assertThat(chart.getYAxisTitle()).isEqualTo("size");
  }

  @Test
  void zeroHasADecadeOfItsOwnAtTheBottom() {
    XYChart chart = chart(1.0, 0.0);
    assertThat(chart.getSeries("curve").getYData()).containsExactly(0, -7);
    assertThat(labels(chart, -7, -6)).containsExactly("0", "1e-6");
    assertThat(chart.getYAxisTitle()).isEqualTo("size (bottom: 0)");
  }

  @Test
  void whatIsNotFiniteHasADecadeOfItsOwnAtTheTop() {
    XYChart chart = chart(1.0, Double.NaN, Double.POSITIVE_INFINITY);
    assertThat(chart.getSeries("curve").getYData()).containsExactly(0, 1, 1);
    assertThat(labels(chart, 0, 1)).containsExactly("1e0", "not finite");
    assertThat(chart.getYAxisTitle()).isEqualTo("size (top: not finite)");
  }

  @Test
  void theToleranceIsALineOverAllIterations() {
    XYChart chart = chart(1.0, 1e-3);
    assertThat(chart.getSeries("tolerance 1e-6").getXData()).containsExactly(0, 4);
    assertThat(chart.getSeries("tolerance 1e-6").getYData())
        .containsExactly(Math.log10(TOLERANCE), Math.log10(TOLERANCE));
  }

  @Test
  void theAxisEndsSoonAfterTheLastFiniteValueAndTheLegendSaysWhatGoesOn() {
    LogPanel panel = new LogPanel("size", TOLERANCE);
    panel.add("lost", 0, Collections.nCopies(1001, Double.NaN));
    panel.add("settled", 0, Collections.nCopies(201, 1e-3));
    XYChart chart = panel.chart(400, 300, "");
    assertThat(chart.getSeries("settled").getXData()).hasSize(201);
    assertThat(chart.getSeries("lost (not finite up to 1000)").getXData()).hasSize(211);
    assertThat(chart.getSeries("tolerance 1e-6").getXData()).containsExactly(0, 210);
  }

  @Test
  void curvesThatCoincideDifferInTheirLines() {
    LogPanel panel = new LogPanel("size", TOLERANCE);
    panel.add("one", 0, List.of(1.0, 0.5));
    panel.add("two", 0, List.of(1.0, 0.5));
    XYChart chart = panel.chart(400, 300, "");
    assertThat(chart.getSeries("one").getLineStyle())
        .isNotEqualTo(chart.getSeries("two").getLineStyle());
  }

  private static List<String> labels(XYChart chart, double... ticks) {
    Function<Double, String> label = chart.getStyler().getYAxisTickLabelsFormattingFunction();
    return Arrays.stream(ticks).mapToObj(label::apply).toList();
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report.chart;

import java.util.List;

/**
 * Bars of several parts each.
 *
 * @param title above it
 * @param axis what their height measures
 * @param bars their names, from left to right
 * @param parts from the bottom to the top
 */
public record StackedChart(String title, String axis, List<String> bars, List<Part> parts) {

  public StackedChart {
    bars = List.copyOf(bars);
    parts = List.copyOf(parts);
  }

  /**
   * A part of every bar.
   *
   * @param name in the legend
   * @param colour its number, from 0 to 9: the same part has the same colour in every chart
   * @param heights one for each bar, at least 0
   */
  public record Part(String name, int colour, List<Double> heights) {

    public Part {
      heights = List.copyOf(heights);
    }
  }
}

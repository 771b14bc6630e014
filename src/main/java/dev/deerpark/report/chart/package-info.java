// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Charts as values, {@link dev.deerpark.report.chart.LineChart} and {@link
 * dev.deerpark.report.chart.StackedChart}, which {@link dev.deerpark.report.chart.Svg} draws. The
 * library that draws is known here and in the package above alone.
 */
package dev.deerpark.report.chart;

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What others can watch of a run: gauges in Spark's metrics system, and fields of the log.
 *
 * <p>{@link dev.deerpark.app.monitor.RunMonitor} follows a run. It keeps {@link
 * dev.deerpark.app.monitor.RunFigures} and marks the run's jobs with {@link
 * dev.deerpark.app.monitor.LogFields}; {@link dev.deerpark.app.monitor.DeerparkPlugin}, where Spark
 * has it, shows the figures as gauges and the fields in the log of every task. Without the plugin a
 * run is the same, and nobody watches.
 */
package dev.deerpark.app.monitor;

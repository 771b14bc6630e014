// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The results of a run for people and programs: {@code report.json} and a picture in the report
 * folder.
 *
 * <p>{@link dev.deerpark.report.RunReport} collects the figures while a run goes on; {@link
 * dev.deerpark.report.ReportFolder} writes it, also after a failure, whatever is known by then.
 * {@link dev.deerpark.report.ConvergencePlot} draws {@code convergence.png} beside it. A figure
 * that is not known is absent from the file, and a number that is not finite is null. The page
 * {@code src/docs/report.md} says what each field means.
 */
package dev.deerpark.report;

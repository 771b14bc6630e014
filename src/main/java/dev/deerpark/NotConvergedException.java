// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark;

/** A run ended without an answer that is within the tolerance. The message says how it ended. */
public final class NotConvergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient EvaluationReport report;

  NotConvergedException(EvaluationReport report) {
    super(report.sentence());
    this.report = report;
  }

  /** The report of the run. */
  public EvaluationReport report() {
    return report;
  }
}

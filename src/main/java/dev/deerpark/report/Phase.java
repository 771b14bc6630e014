// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import java.util.Locale;

/** The phases of a run, in their order. */
public enum Phase {
  /** Model, time indexes and probe are read, and the run is planned. */
  VALIDATE("before the series was read", "Reading the model and the time column, and planning"),
  READ("while the series was read, before the first iteration", "Reading the series"),
  SOLVE("after the first iteration had begun", "Solving"),
  WRITE("while the result was written", "Writing the result"),
  VERIFY("while the result was checked", "Checking the result");

  private final String moment;
  private final String doing;

  Phase(String moment, String doing) {
    this.moment = moment;
    this.doing = doing;
  }

  /** The name in the report. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A description of this phase, for the progress display. */
  public String doing() {
    return doing;
  }

  /** The time of this phase, for sentences. */
  public String moment() {
    return moment;
  }
}

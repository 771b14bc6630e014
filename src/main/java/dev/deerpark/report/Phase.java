// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import java.util.Locale;

/** The phases of a run, in their order. */
public enum Phase {
  /** Model, time indexes and probe are read, and the run is planned. */
  VALIDATE("before the series was read"),
  READ("while the series was read, before the first iteration"),
  SOLVE("after the first iteration had begun"),
  WRITE("while the result was written"),
  VERIFY("while the result was checked");

  private final String moment;

  Phase(String moment) {
    this.moment = moment;
  }

  /** The name in the report. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** When something happened in this phase, for sentences. */
  public String moment() {
    return moment;
  }
}

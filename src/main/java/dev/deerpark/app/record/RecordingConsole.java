// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.monitor.RunMonitor;
import dev.deerpark.report.RunReport;

/** A console whose warnings are kept for the report and the metrics as well. */
final class RecordingConsole implements Console {
  private final Console console;
  private final RunReport report;
  private final RunMonitor monitor;

  RecordingConsole(Console console, RunReport report, RunMonitor monitor) {
    this.console = console;
    this.report = report;
    this.monitor = monitor;
  }

  @Override
  public void line(String text) {
    console.line(text);
  }

  @Override
  public void warning(String sentence) {
    report.warn(sentence);
    monitor.warned(sentence);
    console.warning(sentence);
  }
}

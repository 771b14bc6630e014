// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import dev.deerpark.app.console.Console;
import dev.deerpark.settings.Redaction;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Results on standard output, warnings and errors on standard error; secrets masked. */
final class Terminal implements Console {
  // Spark's progress bar ends with a carriage return: the rest of its line must be erased.
  private static final String ERASE_TO_END_OF_LINE = "\u001b[K";

  private final PrintStream out;
  private final PrintStream err;
  private final String lineEnd;
  private final Redaction redaction;

  Terminal(PrintStream out, PrintStream err, boolean interactive) {
    this(out, err, interactive ? ERASE_TO_END_OF_LINE : "", Redaction.DEFAULT);
  }

  private Terminal(PrintStream out, PrintStream err, String lineEnd, Redaction redaction) {
    this.out = out;
    this.err = err;
    this.lineEnd = lineEnd;
    this.redaction = redaction;
  }

  /** The terminal, or the files, that this process was started with. */
  static Terminal ofProcess() {
    return new Terminal(System.out, System.err, isInteractive());
  }

  /**
   * Whether the output goes to a person: then a progress bar helps and does not clutter a log file.
   */
  static boolean isInteractive() {
    return System.console() != null && System.getenv("TERM") != null;
  }

  /** The same terminal with other secrets masked. */
  Terminal masking(Redaction secrets) {
    return new Terminal(out, err, lineEnd, secrets);
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  @Override
  public void line(String text) {
    out.println(redaction.text(text) + lineEnd);
  }

  @Override
  public void warning(String sentence) {
    err.println("Warning: " + redaction.text(sentence) + lineEnd);
  }

  void error(String sentence) {
    err.println(redaction.text(sentence) + lineEnd);
  }

  /** Shows where a failure comes from. */
  void stack(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    err.print(redaction.text(text.toString()));
  }
}

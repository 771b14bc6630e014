// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import dev.deerpark.app.Console;
import java.io.PrintStream;

/** Results on standard output, warnings and errors on standard error. */
final class Terminal implements Console {
  // Spark's progress bar ends with a carriage return: what our line does not cover must be erased.
  private static final String ERASE_TO_END_OF_LINE = "\u001b[K";

  private final PrintStream out;
  private final PrintStream err;
  private final String lineEnd;

  Terminal(PrintStream out, PrintStream err, boolean interactive) {
    this.out = out;
    this.err = err;
    this.lineEnd = interactive ? ERASE_TO_END_OF_LINE : "";
  }

  /** The terminal, or the files, that this process was started with. */
  static Terminal ofProcess() {
    return new Terminal(System.out, System.err, isInteractive());
  }

  /** Whether people watch: then a progress bar helps and does not spoil a log file. */
  static boolean isInteractive() {
    return System.console() != null && System.getenv("TERM") != null;
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  @Override
  public void line(String text) {
    out.println(text + lineEnd);
  }

  @Override
  public void warning(String sentence) {
    err.println("Warning: " + sentence + lineEnd);
  }

  void error(String sentence) {
    err.println(sentence + lineEnd);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.console;

import java.util.List;

/**
 * A console that keeps what it hears.
 *
 * @param lines where it keeps them, warnings with that word before them
 * @param takesWarnings whether there may be any
 */
public record TestConsole(List<String> lines, boolean takesWarnings) implements Console {

  /** One that keeps lines and warnings. */
  public static TestConsole keeping(List<String> lines) {
    return new TestConsole(lines, true);
  }

  /** One that keeps lines, and fails the test at a warning. */
  public static TestConsole withoutWarnings(List<String> lines) {
    return new TestConsole(lines, false);
  }

  @Override
  public void line(String text) {
    lines.add(text);
  }

  @Override
  public void warning(String sentence) {
    if (!takesWarnings) {
      throw new AssertionError(sentence);
    }
    lines.add("Warning: " + sentence);
  }
}

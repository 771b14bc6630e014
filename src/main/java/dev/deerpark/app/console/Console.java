// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.console;

/** Where a use case tells people what it does, a line at a time. */
public interface Console {

  /** Shows one line, without a line break at its end. */
  void line(String text);

  /** Shows a sentence about something that did not stop the run but that its user should know. */
  void warning(String sentence);
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark;

import dev.deerpark.app.console.Console;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a program's log what the command line tells the terminal. */
final class LogConsole implements Console {
  private static final Logger LOG = LoggerFactory.getLogger(Deerpark.class);

  @Override
  public void line(String text) {
    LOG.info(text);
  }

  @Override
  public void warning(String sentence) {
    LOG.warn(sentence);
  }
}

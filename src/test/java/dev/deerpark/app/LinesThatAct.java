// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import java.util.ArrayList;

/** What a run says; something happens when it says a certain thing. */
final class LinesThatAct extends ArrayList<String> {
  private static final long serialVersionUID = 1L;

  private final transient Runnable action;
  private final String sign;

  /**
   * @param sign a regular expression that matches the whole line
   */
  LinesThatAct(String sign, Runnable action) {
    this.sign = sign;
    this.action = action;
  }

  /** When the line of an iteration has been printed, before the next begins. */
  static LinesThatAct after(int iteration, Runnable action) {
    return new LinesThatAct(" +" + iteration + "  +\\d.*", action);
  }

  @Override
  public boolean add(String line) {
    if (line.matches(sign)) {
      action.run();
    }
    return super.add(line);
  }
}

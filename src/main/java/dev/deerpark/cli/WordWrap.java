// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Breaks text into lines at spaces alone. picocli would also break after hyphens, colons and dots,
 * and so split flags, paths and class names, which then cannot be copied.
 */
final class WordWrap {

  private WordWrap() {}

  /**
   * The lines of a text.
   *
   * @param width characters in a line at most; only a word that is longer by itself exceeds it
   */
  static String[] lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    lines.add(line.toString());
    return lines.toArray(String[]::new);
  }
}

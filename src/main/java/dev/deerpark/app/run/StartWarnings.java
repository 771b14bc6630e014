// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.app.console.Console;
import java.util.Locale;

/**
 * Warnings about a start state that may be meant for another run.
 *
 * @param console gets them
 * @param path of the file with the start state
 */
record StartWarnings(Console console, String path) {

  /** Warns where the state is that of another model. */
  void ofModel(String written, String digest, String name) {
    if (!written.equals(digest)) {
      console.warning(
          "The start state " + path + " was written by a run of another model than " + name + ".");
    }
  }

  /** Warns where the series does not begin right after the state. */
  void ofTime(long time, long firstTime) {
    if (time + 1 != firstTime) {
      console.warning(
          String.format(
              Locale.ROOT,
              "The start state %s is that of time %d, but the series begins at %d.",
              path,
              time,
              firstTime));
    }
  }
}

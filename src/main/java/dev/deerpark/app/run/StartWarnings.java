// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.app.console.Console;
import dev.deerpark.base.BadInputException;
import dev.deerpark.sequence.time.TimeAxis;
import dev.deerpark.sequence.time.Timeline;
import java.util.Locale;

/**
 * Warnings about a start state that may be meant for another run.
 *
 * @param console gets them
 * @param path of the file with the start state
 */
public record StartWarnings(Console console, String path) {

  /** Warns where the state is that of another model. */
  void ofModel(String written, String digest, String name) {
    if (!written.equals(digest)) {
      console.warning(
          "The start state " + path + " was written by a run of another model than " + name + ".");
    }
  }

  /** Warns where the run that wrote the state did not converge. */
  void ofConvergence(boolean converged) {
    if (!converged) {
      console.warning(unconverged(path));
    }
  }

  /** What is said of a start state of a run that did not converge. */
  public static String unconverged(String path) {
    return "The start state "
        + path
        + " is of a run that did not converge, so it is not the loop's, nor is what follows.";
  }

  /** Warns where the series does not begin right after the state. */
  void ofTime(String time, Timeline timeline) {
    TimeAxis axis = timeline.axis();
    try {
      if (axis.type().parse(time) == axis.value(timeline.index(0) - 1)) {
        return;
      }
    } catch (BadInputException otherType) {
      // Such a time is not the one before the series.
    }
    console.warning(
        String.format(
            Locale.ROOT,
            "The start state %s is that of time %s, but the series begins at %s.",
            path,
            time,
            timeline.text(0)));
  }
}

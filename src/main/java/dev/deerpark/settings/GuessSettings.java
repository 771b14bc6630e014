// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.BadInputException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The start of the iterations.
 *
 * @param kind of guess
 * @param number the seed of random states, or the steps of a burn-in; 0 for other kinds
 * @param path of an earlier result; empty except for {@link Kind#WARM}
 */
public record GuessSettings(Kind kind, long number, String path) {
  private static final Pattern FORMS =
      Pattern.compile("zeros|start|input|normal:(\\d{1,18})|burn-in:([1-9]\\d{0,8})|warm:(.+)");

  /** The kinds of guesses. */
  public enum Kind {
    ZEROS,
    /** The start state everywhere. */
    START,
    /** One step from zeros. */
    INPUT,
    /** Standard normal numbers. */
    NORMAL,
    /** The states of an earlier result over the same times. */
    WARM,
    /** The ends of walks over the last steps of each segment, from the start state. */
    BURN_IN
  }

  /** Whether it gives states only for the starts of long segments, not for every step. */
  boolean isForLongSegments() {
    return kind == Kind.WARM || kind == Kind.BURN_IN;
  }

  /**
   * Reads {@code zeros}, {@code start}, {@code input}, {@code normal:SEED}, {@code burn-in:STEPS}
   * or {@code warm:PATH}.
   *
   * @throws BadInputException with only the advice as its message
   */
  static GuessSettings parse(String text) {
    Matcher matcher = FORMS.matcher(text);
    if (!matcher.matches()) {
      throw new BadInputException(
          "give zeros, start, input, normal:SEED, burn-in:STEPS or warm:PATH, such as burn-in:256");
    }
    if (matcher.group(1) != null) {
      return new GuessSettings(Kind.NORMAL, Long.parseLong(matcher.group(1)), "");
    }
    if (matcher.group(2) != null) {
      return new GuessSettings(Kind.BURN_IN, Long.parseLong(matcher.group(2)), "");
    }
    if (matcher.group(3) != null) {
      return new GuessSettings(Kind.WARM, 0, matcher.group(3));
    }
    return new GuessSettings(Kind.valueOf(text.toUpperCase(Locale.ROOT)), 0, "");
  }

  /**
   * @param segmentLength as the options give it; empty: chosen from the dynamics
   * @throws BadInputException for a burn-in that is longer than the segments
   */
  void requireWithin(OptionalInt segmentLength, TypedValues typed) {
    if (kind == Kind.BURN_IN && segmentLength.isPresent() && number > segmentLength.getAsInt()) {
      throw typed.refused(
          Option.GUESS,
          (segmentLength.getAsInt() == 1
                  ? "segments are 1 step long"
                  : "segments are " + segmentLength.getAsInt() + " steps long")
              + "; give no more, or a longer --segment-length");
    }
  }

  /** The guess that was given, if any. */
  static Optional<GuessSettings> of(TypedValues typed) {
    return typed
        .text(Option.GUESS)
        .map(text -> typed.parsed(Option.GUESS, text, GuessSettings::parse));
  }
}

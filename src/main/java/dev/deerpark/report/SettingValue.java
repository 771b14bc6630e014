// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The value of an option with the type that JSON has for it, and where it came from.
 *
 * @param value a number, a boolean, a string, or a list of numbers or strings; null where nothing
 *     was given and the default depends on others
 * @param source {@code command line}, {@code configuration} or {@code default}
 */
record SettingValue(Object value, String source) {
  private static final Set<String> LISTS = Set.of("names", "choices", "numbers", "pair");

  static SettingValue of(Optional<String> text, String unit, String source) {
    return new SettingValue(text.map(given -> typed(given, unit)).orElse(null), source);
  }

  private static Object typed(String text, String unit) {
    if (LISTS.contains(unit)) {
      return Arrays.stream(text.split(",")).map(item -> scalar(item.strip(), unit)).toList();
    }
    return scalar(text, unit);
  }

  private static Object scalar(String text, String unit) {
    return switch (unit) {
      case "true or false" -> Boolean.valueOf(text);
      case "path",
          "name",
          "class name",
          "choice",
          "names",
          "choices",
          "pair",
          "character set",
          "one character",
          "one character, tab or space" ->
          text;
      default -> number(text);
    };
  }

  /** A number where it is one: a length may also be {@code auto}. */
  private static Object number(String text) {
    try {
      return text.matches("[+-]?\\d{1,18}") ? (Object) Long.valueOf(text) : Double.valueOf(text);
    } catch (NumberFormatException word) {
      return text;
    }
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.base;

import java.util.Locale;
import java.util.Set;

/**
 * The syntax of numbers in text: an optional sign, decimal digits with at most one decimal mark
 * among or beside them, and an optional exponent, such as {@code -12}, {@code .5} and {@code
 * 1.5e-3}; blanks and tabs around it are ignored. {@code nan}, {@code inf} and {@code infinity}, in
 * any case, are accepted too. Forms that are numbers only in some programming languages, such as
 * {@code 3D}, {@code 0x1p3}, {@code 1_000} and digits outside ASCII, are text.
 */
public final class NumberText {
  private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");

  private NumberText() {}

  /**
   * A number as text.
   *
   * @param decimal the decimal mark
   * @return the nearest double, or null where the text is not a number
   */
  public static Double parse(String text, char decimal) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (from < to && isBlank(text.charAt(to - 1))) {
      to--;
    }
    int digits = from < to && isSign(text.charAt(from)) ? from + 1 : from;
    if (isDecimal(text, digits, to, decimal)) {
      return Double.valueOf(text.substring(from, to).replace(decimal, '.'));
    }
    return notFinite(text.substring(digits, to), digits > from && text.charAt(from) == '-');
  }

  private static Double notFinite(String word, boolean negative) {
    if (!NOT_FINITE.contains(word.toLowerCase(Locale.ROOT))) {
      return null;
    }
    if (word.length() == 3 && Character.toLowerCase(word.charAt(0)) == 'n') {
      return Double.NaN;
    }
    return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /** Whether a range consists of digits with an optional mark and exponent. */
  private static boolean isDecimal(String text, int from, int to, char decimal) {
    int whole = afterDigits(text, from, to);
    int fraction = whole < to && text.charAt(whole) == decimal ? whole + 1 : whole;
    int at = afterDigits(text, fraction, to);
    if (whole - from + at - fraction == 0) {
      return false;
    }
    if (at < to && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int exponent = at + 1 < to && isSign(text.charAt(at + 1)) ? at + 2 : at + 1;
      at = afterDigits(text, exponent, to);
      return at == to && at > exponent;
    }
    return at == to;
  }

  private static int afterDigits(String text, int from, int to) {
    int at = from;
    while (at < to && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static boolean isSign(char c) {
    return c == '-' || c == '+';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }
}

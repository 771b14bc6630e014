// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.BadInputException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How CSV files are written.
 *
 * @param separator between the fields of a row; absent: a comma, or a tab in files named {@code
 *     .tsv}
 * @param decimal the decimal mark of numbers, a point or a comma
 * @param comment what the lines begin with that are skipped; absent: no line is
 * @param encoding the name of the character set, known to this Java virtual machine
 */
public record CsvSettings(
    Optional<Character> separator, char decimal, Optional<Character> comment, String encoding) {

  /** Commas, decimal points, no comments, UTF-8. */
  public static final CsvSettings DEFAULT =
      new CsvSettings(Optional.empty(), '.', Optional.empty(), StandardCharsets.UTF_8.name());

  /**
   * @throws BadInputException for a value that is none
   */
  static CsvSettings of(TypedValues typed) {
    char decimal = typed.character(Option.CSV_DECIMAL).orElseThrow();
    if (decimal != '.' && decimal != ',') {
      throw typed.refused(Option.CSV_DECIMAL, "give a point or a comma");
    }
    Optional<Character> separator = typed.character(Option.CSV_SEPARATOR);
    if (separator.filter(CsvSettings::isInNumbers).isPresent()) {
      throw typed.refused(
          Option.CSV_SEPARATOR, "give a character that no number has, such as ; or tab");
    }
    return new CsvSettings(
        separator,
        decimal,
        typed.character(Option.CSV_COMMENT),
        typed.charset(Option.CSV_ENCODING).orElseThrow().name());
  }

  private static boolean isInNumbers(char c) {
    return "\"-+.".indexOf(c) >= 0 || Character.isLetterOrDigit(c);
  }
}

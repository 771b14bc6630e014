// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.BadInputException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The format of CSV files.
 *
 * @param separator between the fields of a row; absent: a comma, or a tab in files named {@code
 *     .tsv}
 * @param decimal the decimal mark of numbers, a point or a comma
 * @param comment the beginning of lines to skip; absent: no line is skipped
 * @param encoding the name of the character set, known to this Java virtual machine
 */
public record CsvSettings(
    Optional<Character> separator, char decimal, Optional<Character> comment, String encoding) {

  /** Commas, decimal points, no comments, UTF-8. */
  public static final CsvSettings DEFAULT =
      new CsvSettings(Optional.empty(), '.', Optional.empty(), StandardCharsets.UTF_8.name());

  private static final String ASCII = "\n,;+-.0123456789eE\"";

  /** The character sets not based on ASCII that Spark can read. */
  private static final Set<String> WIDE = Set.of("UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32");

  /**
   * @throws BadInputException for an invalid value
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
    Charset charset = typed.charset(Option.CSV_ENCODING).orElseThrow();
    if (!extendsAscii(charset) && !WIDE.contains(charset.name())) {
      throw typed.refused(Option.CSV_ENCODING, "give one that extends ASCII, or UTF-16 or UTF-32");
    }
    Optional<Character> comment = typed.character(Option.CSV_COMMENT);
    if (comment.filter(c -> beginsRows(c, separator)).isPresent()) {
      throw typed.refused(
          Option.CSV_COMMENT,
          "rows of data may begin with it, and would be skipped; give a character such as # or %");
    }
    return new CsvSettings(separator, decimal, comment, charset.name());
  }

  /** Whether the files' character set extends ASCII. */
  public boolean extendsAscii() {
    return extendsAscii(Charset.forName(encoding));
  }

  private static boolean extendsAscii(Charset charset) {
    return charset.canEncode()
        && Arrays.equals(ASCII.getBytes(charset), ASCII.getBytes(StandardCharsets.US_ASCII));
  }

  /** Whether a row may begin with a character: a number, a name, or an empty first field. */
  private static boolean beginsRows(char c, Optional<Character> separator) {
    return isInNumbers(c) || Character.isWhitespace(c) || c == separator.orElse(',');
  }

  private static boolean isInNumbers(char c) {
    return "\"-+.".indexOf(c) >= 0 || Character.isLetterOrDigit(c);
  }
}

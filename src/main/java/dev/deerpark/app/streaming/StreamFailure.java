// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.streaming;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.io.table.ReadFailure;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.sql.streaming.StreamingQueryException;

/** Why a query ended, as a sentence where its user can mend it. */
final class StreamFailure {
  private static final Pattern HEADER = Pattern.compile("(?s)CSV header.*CSV file: (\\S+)");
  private static final Pattern OPTION = Pattern.compile("Invalid value .* for option '\\w+'.*");

  private StreamFailure() {}

  /**
   * The exception to throw.
   *
   * @param source the folder or table of the rows
   */
  static RuntimeException of(StreamingQueryException failure, String source) {
    return BadInputException.behind(failure)
        .or(() -> known(failure))
        .or(() -> ReadFailure.of(source, failure))
        .<RuntimeException>map(refusal -> refusal)
        .orElseGet(() -> new IllegalStateException("The stream has failed", failure));
  }

  private static Optional<BadInputException> known(StreamingQueryException failure) {
    return ExceptionUtils.getThrowableList(failure).stream()
        .flatMap(cause -> sentence(String.valueOf(cause.getMessage())).stream())
        .findFirst()
        .map(sentence -> new BadInputException(sentence, failure));
  }

  private static Optional<String> sentence(String message) {
    Matcher header = HEADER.matcher(message);
    if (header.find()) {
      return Optional.of(
          "--schema does not name the columns in the header of "
              + header.group(1)
              + ", which Spark takes by their places. Name them all, in their order.");
    }
    Matcher option = OPTION.matcher(message);
    return option.find()
        ? Optional.of("--source-option: " + Names.cut(option.group()) + ".")
        : Optional.empty();
  }
}

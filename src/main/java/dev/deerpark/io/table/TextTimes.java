// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.apache.spark.sql.functions.col;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.format.TableColumns;
import dev.deerpark.io.table.format.Wording;
import dev.deerpark.sequence.time.TimeType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Times that are text: read by the format that was given, or by the ISO form of the first of them,
 * as Spark reads such text.
 *
 * @param query of the table
 * @param csv whether it is CSV, where whole numbers are text too
 * @param zone of text without an offset
 */
record TextTimes(SeriesQuery query, boolean csv, String zone) {
  private static final Pattern ISO =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}"
              + "(?:([ T])\\d{2}:\\d{2}(:\\d{2}(?:[.](\\d{1,6}))?)?"
              + "(Z|[+-]\\d{2}(?::?\\d{2})?)?)?");

  private static final Pattern HAS_HOURS = Pattern.compile("(?:[^'HhKkna]|'[^']*')*[HhKkna].*");

  /** The type of the times of a table. */
  TimeType type(List<Dataset<Row>> parts) {
    return query
        .times()
        .format()
        .map(format -> new TimeType(TimeType.Kind.TEXT, format, zone(format, "")))
        .orElseGet(() -> found(parts));
  }

  /**
   * The zone of text: dates, which have no hours, are days of equal length, and an offset is
   * written as it was read.
   */
  private String zone(String format, String offset) {
    if (!HAS_HOURS.matcher(format).matches()) {
      return "UTC";
    }
    boolean own = offset.isEmpty() || query.times().zone().isPresent();
    return own ? zone : offset.equals("Z") ? "UTC" : offset;
  }

  private TimeType found(List<Dataset<Row>> parts) {
    Optional<String> first = first(parts);
    Optional<Matcher> iso = first.map(text -> ISO.matcher(text.strip())).filter(Matcher::matches);
    if (iso.isPresent()) {
      String offset = Optional.ofNullable(iso.get().group(4)).orElse("");
      String format = format(iso.get());
      return new TimeType(TimeType.Kind.TEXT, format, zone(format, offset));
    }
    if (csv) {
      return TimeType.INDEX;
    }
    throw new BadInputException(
        String.format(
            Locale.ROOT,
            "The time column \"%s\" of %s is text%s. Give its format, such as --time-format"
                + " 'dd.MM.yyyy HH:mm'.",
            query.timeColumn(),
            Wording.path(query.path()),
            first
                .map(text -> " in no known form, such as \"" + Wording.cut(text) + "\"")
                .orElse("")));
  }

  private static String format(Matcher iso) {
    if (iso.group(1) == null) {
      return "yyyy-MM-dd";
    }
    String seconds = iso.group(2) == null ? "" : ":ss";
    String fraction = iso.group(3) == null ? "" : "." + "S".repeat(iso.group(3).length());
    String separator = iso.group(1).equals("T") ? "'T'" : " ";
    return "yyyy-MM-dd" + separator + "HH:mm" + seconds + fraction + offset(iso.group(4));
  }

  /** The letters of a pattern for an offset from UTC as it is written; none where it is not. */
  private static String offset(String written) {
    if (written == null) {
      return "";
    }
    if (written.contains(":")) {
      return "xxx";
    }
    return written.equals("Z") ? "XXX" : "x".repeat(written.length() / 2);
  }

  /** The first text in any of the parts. */
  private static Optional<String> first(List<Dataset<Row>> parts) {
    return parts.stream()
        .flatMap(
            part ->
                part
                    .filter(col(TableColumns.HAS_TIME))
                    .select(TableColumns.TIME_TEXT)
                    .limit(1)
                    .collectAsList()
                    .stream())
        .map(row -> row.getString(0))
        .findFirst();
  }

  /**
   * @throws BadInputException where a format is given for times that are no text
   */
  static void requireNoFormat(SeriesQuery query, TimeType type) {
    if (query.times().format().isPresent()) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "--time-format is for times that are text, but the time column \"%s\" of %s has the"
                  + " type %s. Leave it out.",
              query.timeColumn(),
              Wording.path(query.path()),
              type.kind().label()));
    }
  }
}

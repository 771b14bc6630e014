// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence.time;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.BadInputException;
import dev.deerpark.base.RecordSerializer;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * What a time column stores. Its values are handled as {@code long}: whole numbers as they are,
 * dates as days since 1970-01-01, all others as microseconds since then, in UTC.
 *
 * @param kind of the values
 * @param pattern of text; empty for other kinds
 * @param zone of text without one, and of times in options
 */
@DefaultSerializer(RecordSerializer.class)
public record TimeType(Kind kind, String pattern, String zone) implements Serializable {
  /** The type of the values of a column. */
  public enum Kind {
    INDEX("whole number"),
    DATE("date"),
    TIMESTAMP("timestamp"),
    /** Spark's timestamp_ntz: compared as written, as if it were UTC. */
    LOCAL_TIMESTAMP("timestamp without a zone"),
    TEXT("text");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** A date and a time, with an offset that may lack its colon or its minutes. */
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .parseLenient()
          .appendOffset("+HH", "Z")
          .parseStrict()
          .optionalStart()
          .appendLiteral('[')
          .parseCaseSensitive()
          .appendZoneRegionId()
          .appendLiteral(']')
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** Whole numbers. */
  public static final TimeType INDEX = new TimeType(Kind.INDEX, "", "UTC");

  /**
   * A type without a pattern, which text gets later.
   *
   * @param zone of text and of times in options, where the kind has one
   */
  public static TimeType of(Kind kind, String zone) {
    boolean zoned = kind == Kind.TIMESTAMP || kind == Kind.TEXT;
    return new TimeType(kind, "", zoned ? zone : "UTC");
  }

  /** What 1 stands for; for dates and timestamps only. */
  Duration unit() {
    return kind == Kind.DATE ? Duration.ofDays(1) : Duration.ofNanos(1000);
  }

  /** A value as the column shows it. */
  public String text(long value) {
    return texts().apply(value);
  }

  /** Values as the column shows them, for many. */
  public LongFunction<String> texts() {
    if (kind != Kind.TEXT) {
      return this::isoText;
    }
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern(pattern, Locale.US).withZone(ZoneId.of(zone));
    return value -> format.format(instant(value));
  }

  /** A value in a form that {@link #parse} reads: a number, or ISO 8601. */
  public String isoText(long value) {
    return switch (kind) {
      case INDEX -> Long.toString(value);
      case DATE -> LocalDate.ofEpochDay(value).toString();
      case TIMESTAMP, TEXT -> instant(value).toString();
      case LOCAL_TIMESTAMP ->
          DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
              LocalDateTime.ofInstant(instant(value), ZoneOffset.UTC));
    };
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /**
   * The value of a text: a whole number, or a date or time in ISO 8601, with a blank in place of
   * the T if you like. Without an offset it is in the zone of this type.
   *
   * @throws BadInputException with advice as its only message
   */
  public long parse(String text) {
    try {
      return switch (kind) {
        case INDEX -> Long.parseLong(text);
        case DATE -> LocalDate.parse(text).toEpochDay();
        case TIMESTAMP, LOCAL_TIMESTAMP, TEXT ->
            ChronoUnit.MICROS.between(Instant.EPOCH, zoned(text).toInstant());
      };
    } catch (NumberFormatException | DateTimeException | ArithmeticException other) {
      throw new BadInputException(
          switch (kind) {
            case INDEX -> "the time column holds whole numbers: give such";
            case DATE -> "the time column holds dates: give such as 2018-12-31";
            case TIMESTAMP, LOCAL_TIMESTAMP, TEXT ->
                "the time column holds timestamps: give such as 2018-12-31 or 2018-12-31T23:00";
          },
          other);
    }
  }

  private ZonedDateTime zoned(String text) {
    ZoneId here = ZoneId.of(zone);
    if (text.length() <= 10) {
      return LocalDate.parse(text).atStartOfDay(here);
    }
    TemporalAccessor parsed =
        ISO.parseBest(text.replace(' ', 'T'), ZonedDateTime::from, LocalDateTime::from);
    return parsed instanceof ZonedDateTime time ? time : ((LocalDateTime) parsed).atZone(here);
  }
}

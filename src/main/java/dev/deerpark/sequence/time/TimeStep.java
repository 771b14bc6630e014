// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence.time;

import dev.deerpark.base.BadInputException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The difference between the times of neighbouring steps: a number, or a duration.
 *
 * @param number between whole numbers; 0 for a duration
 * @param duration between dates or timestamps, positive; zero for a number
 */
public record TimeStep(long number, Duration duration) {
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,17}");
  private static final Pattern WITH_UNIT = Pattern.compile("([1-9]\\d{0,11})([a-z]+)");

  /** In microseconds it fits into a long. */
  private static final Duration LONGEST = Duration.ofDays(100_000_000);

  /** From the largest on. */
  private static final Map<String, Duration> UNITS = units();

  private static Map<String, Duration> units() {
    Map<String, Duration> units = new LinkedHashMap<>();
    units.put("d", Duration.ofDays(1));
    units.put("h", Duration.ofHours(1));
    units.put("min", Duration.ofMinutes(1));
    units.put("s", Duration.ofSeconds(1));
    units.put("ms", Duration.ofMillis(1));
    units.put("us", Duration.ofNanos(1000));
    return units;
  }

  /**
   * Reads {@code 5}, {@code 4ms}, {@code 1h} or {@code P1D}.
   *
   * @throws BadInputException with advice as its only message
   */
  public static TimeStep parse(String text) {
    if (NUMBER.matcher(text).matches()) {
      return new TimeStep(Long.parseLong(text), Duration.ZERO);
    }
    return withUnit(text)
        .or(() -> iso(text))
        .filter(
            duration -> duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(LONGEST) <= 0)
        .map(duration -> new TimeStep(0, duration))
        .orElseThrow(
            () ->
                new BadInputException(
                    "give a positive number for whole numbers, and for dates and timestamps a"
                        + " duration such as 4ms, 1h or P1D (units: d, h, min, s, ms, us)"));
  }

  private static Optional<Duration> withUnit(String text) {
    Matcher matcher = WITH_UNIT.matcher(text);
    if (!matcher.matches() || !UNITS.containsKey(matcher.group(2))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1))));
    } catch (ArithmeticException tooLong) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> iso(String text) {
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeException other) {
      return Optional.empty();
    }
  }

  /**
   * The step in the unit of a column.
   *
   * @throws BadInputException where the column cannot have such a step
   */
  public long in(TimeType type) {
    if (type.kind() == TimeType.Kind.INDEX) {
      return require(number, number > 0, "a column of whole numbers has a number as its step");
    }
    Duration unit = type.unit();
    long count = duration.isZero() ? 0 : duration.dividedBy(unit);
    return require(
        count,
        count > 0 && unit.multipliedBy(count).equals(duration),
        type.kind() == TimeType.Kind.DATE
            ? "a column of dates has a step of whole days, such as P1D"
            : "a column of timestamps has a step of whole microseconds, such as 1h");
  }

  private long require(long count, boolean fits, String rule) {
    if (!fits) {
      throw new BadInputException("--time-step is " + this + ", but " + rule + ".");
    }
    return count;
  }

  /** The step of a column, as the option takes it. */
  public static TimeStep of(TimeType type, long units) {
    return type.kind() == TimeType.Kind.INDEX
        ? new TimeStep(units, Duration.ZERO)
        : new TimeStep(0, type.unit().multipliedBy(units));
  }

  @Override
  public String toString() {
    if (duration.isZero()) {
      return Long.toString(number);
    }
    for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
      long count = duration.dividedBy(unit.getValue());
      if (count > 0 && unit.getValue().multipliedBy(count).equals(duration)) {
        return count + unit.getKey();
      }
    }
    return duration.toString();
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.NumberText;
import dev.deerpark.base.Precision;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the options' texts as numbers, choices and lists; the message about an invalid text names
 * its option.
 */
public final class TypedValues {
  private final OptionValues values;

  public TypedValues(OptionValues values) {
    this.values = values;
  }

  /** Whether the option was given, on the command line or in the configuration. */
  boolean isGiven(Option option) {
    return values.isGiven(option);
  }

  /** Those of these options that the user gave. */
  List<Option> given(Option... options) {
    return Stream.of(options).filter(this::isGiven).toList();
  }

  /**
   * @throws BadInputException where more than one of the options was given
   */
  void requireAtMostOne(Option... options) {
    List<Option> given = given(options);
    if (given.size() > 1) {
      throw new BadInputException(sourceNames(given) + " exclude each other: give one of them.");
    }
  }

  /**
   * @param reason why these options have no effect on a run, and what to do
   * @throws BadInputException where one of them has another value than its default
   */
  public void requireDefaults(String reason, Option... options) {
    differing(options).stream()
        .findFirst()
        .ifPresent(
            option -> {
              throw refused(option, reason);
            });
  }

  /** Those of these options that ask for something else than their default. */
  List<Option> differing(Option... options) {
    return Stream.of(options)
        .filter(option -> !text(option).equals(option.defaultValue().value()))
        .filter(option -> option != Option.SEGMENT_LENGTH || !isAuto(option))
        .toList();
  }

  /** Whether a value is left to be chosen, in so many words. */
  boolean isAuto(Option option) {
    return text(option).equals(Optional.of("auto"));
  }

  /**
   * The tolerance, by default that of the precision.
   *
   * @throws BadInputException also where it is smaller than the precision can reach
   */
  double tolerance(Precision precision) {
    double tolerance = positive(Option.TOLERANCE).orElse(precision.defaultTolerance());
    if (tolerance < precision.smallestTolerance()) {
      throw refused(
          Option.TOLERANCE,
          String.format(
              Locale.ROOT,
              "the chosen precision reaches %.2e at best; give a larger tolerance or --precision"
                  + " double",
              precision.smallestTolerance()));
    }
    return tolerance;
  }

  /** The text of an option, where it has one. */
  public Optional<String> text(Option option) {
    return values.get(option).text();
  }

  /** A whole number of at least {@code smallest}, where one is given. */
  public OptionalInt count(Option option, int smallest) {
    OptionalLong whole = whole(option, smallest, Integer.MAX_VALUE);
    return whole.isPresent() ? OptionalInt.of((int) whole.getAsLong()) : OptionalInt.empty();
  }

  /** A whole number from {@code smallest} to {@code largest}, where one is given. */
  OptionalLong whole(Option option, long smallest, long largest) {
    Optional<String> text = text(option);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      long number = Long.parseLong(text.get());
      if (number >= smallest && number <= largest) {
        return OptionalLong.of(number);
      }
    } catch (NumberFormatException e) {
      // Refused below, as a number that is too small or too large is.
    }
    throw refused(option, "give a whole number from " + smallest + " to " + largest);
  }

  /** A positive, finite number, where one is given. */
  Optional<Double> positive(Option option) {
    Optional<String> text = text(option);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Double number = NumberText.parse(text.get(), '.');
    if (number != null && number > 0 && Double.isFinite(number)) {
      return Optional.of(number);
    }
    throw refused(option, "give a positive number such as 1e-6");
  }

  /** One character, or the word tab or space, where one is given. */
  Optional<Character> character(Option option) {
    return text(option)
        .map(
            text ->
                switch (text) {
                  case "tab", "\\t" -> '\t';
                  case "space" -> ' ';
                  default -> {
                    if (text.length() != 1) {
                      throw refused(option, "give one character, or the word tab or space");
                    }
                    yield text.charAt(0);
                  }
                });
  }

  /** A character set by its name, where one is given. */
  Optional<Charset> charset(Option option) {
    return text(option)
        .map(
            name -> {
              try {
                return Charset.forName(name);
              } catch (IllegalArgumentException unknown) {
                throw refused(
                    option, "give a character set that Java knows, such as UTF-8 or UTF-16");
              }
            });
  }

  /** One of an enum's constants, in lower case with hyphens, where one is given. */
  public <E extends Enum<E>> Optional<E> choice(Option option, Class<E> type) {
    return text(option).map(text -> constant(option, type, text));
  }

  /** Some of an enum's constants, separated by commas, at least one. */
  <E extends Enum<E>> List<E> choices(Option option, Class<E> type) {
    return list(option).stream().map(text -> constant(option, type, text)).distinct().toList();
  }

  private <E extends Enum<E>> E constant(Option option, Class<E> type, String text) {
    List<String> known =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    int index = known.indexOf(text);
    if (index < 0) {
      throw refused(option, "the known values are " + String.join(", ", known));
    }
    return type.getEnumConstants()[index];
  }

  /** Names separated by commas; none when the option has no value. */
  List<String> list(Option option) {
    List<String> names =
        text(option).stream()
            .flatMap(text -> Arrays.stream(text.split(",", -1)))
            .map(String::strip)
            .toList();
    if (names.contains("")) {
      throw refused(option, "remove the empty name between the commas");
    }
    return names;
  }

  /** Names of columns, as {@link ColumnNames} reads them; none when the option has no value. */
  List<String> columns(Option option) {
    return text(option).map(text -> parsed(option, text, ColumnNames::all)).orElse(List.of());
  }

  /** The name of a column, where one is given. */
  public Optional<String> column(Option option) {
    return text(option).map(ColumnNames::one);
  }

  /** Pairs {@code key=value} separated by commas; a value may itself hold commas. */
  public Map<String, String> pairs(Option option) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text(option).map(text -> text.split(",(?=[^,=]+=)")).orElse(new String[0])) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw refused(option, "'" + pair + "' is not a pair KEY=VALUE");
      }
      if (pairs.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
        throw refused(option, "give '" + pair.substring(0, equals) + "' only once");
      }
    }
    return pairs;
  }

  /** A switch: true or false. */
  boolean flag(Option option) {
    String text = text(option).orElse("false");
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused(option, "give true or false");
    };
  }

  /**
   * A value that a parser makes of a text.
   *
   * @param parser throws a {@link BadInputException} with only the advice as its message
   * @throws BadInputException with that advice, the option and its value
   */
  <T> T parsed(Option option, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (BadInputException unusable) {
      throw refused(option, unusable.getMessage());
    }
  }

  /** An exception that names the option, its value, and what to do. */
  public BadInputException refused(Option option, String advice) {
    OptionValue value = values.get(option);
    return new BadInputException(
        value.sourceName() + " is '" + value.shown() + "': " + advice + ".");
  }

  /** {@code --model and spark.deerpark.input}: the options as the user gave them. */
  String sourceNames(List<Option> options) {
    return options.stream().map(this::sourceName).collect(Collectors.joining(" and "));
  }

  /** An option as the user gave it. */
  String sourceName(Option option) {
    return values.get(option).sourceName();
  }
}

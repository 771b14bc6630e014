// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.OptionValue.Source;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The winning text of every option of a command. Immutable. */
public class OptionValues {
  /** Options of which a run has one. */
  private static final List<Set<Option>> ALTERNATIVES =
      List.of(
          EnumSet.of(Option.MODEL, Option.MODEL_CLASS, Option.EXAMPLE),
          EnumSet.of(Option.INPUT, Option.INPUT_TABLE, Option.INPUT_SQL),
          EnumSet.of(Option.OUTPUT, Option.OUTPUT_TABLE));

  private final Map<Option, OptionValue> values;
  private final Redaction redaction;

  OptionValues(Map<Option, OptionValue> values, Redaction redaction) {
    this.values = values;
    this.redaction = redaction;
  }

  /**
   * The command line takes precedence over the configuration, and both over the defaults.
   *
   * @param commandLine the options on the command line
   * @param configuration Spark's configuration, which holds {@code --conf} and the properties file
   *     alike; keys that do not begin with {@code spark.deerpark.} are ignored
   * @throws BadInputException on a key of Deerpark that belongs to no option, or on an empty value
   */
  public static OptionValues resolve(
      Map<Option, String> commandLine, Map<String, String> configuration) {
    return resolve(commandLine, Source.COMMAND_LINE, configuration);
  }

  /** The same for options that come from elsewhere than the command line. */
  static OptionValues resolve(
      Map<Option, String> given, Source givenBy, Map<String, String> configuration) {
    refuseUnknownKeys(configuration.keySet());
    Redaction redaction = Redaction.of(configuration);
    Map<Option, OptionValue> values = new EnumMap<>(Option.class);
    for (Option option : Option.values()) {
      OptionValue value = choose(option, given, givenBy, configuration, redaction);
      if (value.text().filter(text -> text.isBlank() && !text.equals("\t")).isPresent()) {
        throw new BadInputException(
            value.sourceName() + " is empty: give it a value or leave it out.");
      }
      values.put(option, value);
    }
    return new OptionValues(values, redaction);
  }

  private static OptionValue choose(
      Option option,
      Map<Option, String> given,
      Source givenBy,
      Map<String, String> configuration,
      Redaction redaction) {
    String typed = given.get(option);
    if (typed != null) {
      return new OptionValue(option, Optional.of(typed), givenBy, redaction);
    }
    String configured = configuration.get(option.key());
    if (configured != null) {
      return new OptionValue(option, Optional.of(configured), Source.CONFIGURATION, redaction);
    }
    return unset(option, redaction);
  }

  private static void refuseUnknownKeys(Set<String> keys) {
    Set<String> known = Arrays.stream(Option.values()).map(Option::key).collect(Collectors.toSet());
    Set<String> unknown = new TreeSet<>(keys);
    unknown.removeIf(key -> !key.startsWith(Option.KEY_PREFIX) || known.contains(key));
    if (!unknown.isEmpty()) {
      throw new BadInputException(
          "The configuration has "
              + unknown.size()
              + " unknown "
              + (unknown.size() == 1 ? "key: " : "keys: ")
              + unknown.stream().limit(10).collect(Collectors.joining(", "))
              + ". Correct the name or remove it; conf/deerpark-reference.properties lists every"
              + " key.");
    }
  }

  /**
   * The values of some of these options, such as those of one command.
   *
   * @param options a part of these
   */
  OptionValues only(Set<Option> options) {
    Map<Option, OptionValue> some = new EnumMap<>(values);
    some.keySet().retainAll(options);
    return new OptionValues(some, redaction);
  }

  /**
   * These, but the default of every other option, whatever the configuration says for commands that
   * have it.
   *
   * @param options that count
   */
  public OptionValues withDefaultsBut(Set<Option> options) {
    Map<Option, OptionValue> all = new EnumMap<>(values);
    all.replaceAll((option, value) -> options.contains(option) ? value : unset(option, redaction));
    return new OptionValues(all, redaction);
  }

  private static OptionValue unset(Option option, Redaction redaction) {
    return new OptionValue(option, option.defaultValue().value(), Source.DEFAULT, redaction);
  }

  /**
   * These, and where neither an option nor one in its place was given, what an earlier run was
   * given.
   *
   * @param earlier texts by the options' bare names
   * @throws BadInputException for a name that is no option's
   */
  public OptionValues over(Map<String, String> earlier) {
    Map<Option, OptionValue> both = new EnumMap<>(values);
    earlier.forEach(
        (name, text) -> {
          Option option =
              Arrays.stream(Option.values())
                  .filter(each -> each.bareName().equals(name))
                  .findFirst()
                  .orElseThrow(
                      () -> new BadInputException("The checkpoint has an unknown option: " + name));
          if (!isReplaced(option)) {
            both.put(
                option, new OptionValue(option, Optional.of(text), Source.CHECKPOINT, redaction));
          }
        });
    return new OptionValues(both, redaction);
  }

  private boolean isReplaced(Option option) {
    return isGiven(option)
        || ALTERNATIVES.stream()
            .anyMatch(all -> all.contains(option) && all.stream().anyMatch(this::isGiven));
  }

  /**
   * The value of one option.
   *
   * @throws IllegalArgumentException for an option that the command does not have
   */
  public OptionValue get(Option option) {
    OptionValue value = values.get(option);
    if (value == null) {
      throw new IllegalArgumentException("the command has no option " + option.flag());
    }
    return value;
  }

  /** True when the option was given, on the command line or in the configuration. */
  public boolean isGiven(Option option) {
    return get(option).source() != Source.DEFAULT;
  }

  /**
   * Whether to show Spark's messages, and the cause of a failure.
   *
   * @throws BadInputException where the option is neither true nor false
   */
  public boolean isVerbose() {
    return new TypedValues(this).flag(Option.VERBOSE);
  }

  /** Masks secrets in texts for people. */
  public Redaction redaction() {
    return redaction;
  }

  /** All options in the order of their declaration. */
  public List<OptionValue> all() {
    return List.copyOf(values.values());
  }

  /** The options to which the user gave another value than their default. */
  public List<OptionValue> differing() {
    return all().stream().filter(OptionValue::differs).toList();
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.Option;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Options of an evaluation: those of the command {@code evaluate} but for its files, by the same
 * names and with the same values and defaults. What is not given here is taken from the session's
 * configuration, {@code spark.deerpark.NAME}. Immutable.
 */
public final class EvaluateOptions {
  private static final EvaluateOptions NONE = new EvaluateOptions(Map.of());

  private final Map<Option, String> values;

  private EvaluateOptions(Map<Option, String> values) {
    this.values = values;
  }

  /** No options: all defaults. */
  public static EvaluateOptions none() {
    return NONE;
  }

  /**
   * Options by their names, such as {@code tolerance}; {@code segment_length} is {@code
   * segment-length}.
   *
   * @throws BadInputException for a name that is none
   */
  public static EvaluateOptions of(Map<String, String> byName) {
    EvaluateOptions options = NONE;
    for (Map.Entry<String, String> option : byName.entrySet()) {
      options = options.with(option.getKey(), option.getValue());
    }
    return options;
  }

  /**
   * These with one more, or with another value for one of them.
   *
   * @throws BadInputException for a name that is none
   */
  public EvaluateOptions with(String name, Object value) {
    return with(option(name), value);
  }

  /**
   * These with one more, or with another value for one of them.
   *
   * @param value its text is what would stand on the command line; {@code true} for a switch
   */
  public EvaluateOptions with(Option option, Object value) {
    Map<Option, String> more = new EnumMap<>(Option.class);
    more.putAll(values);
    more.put(option, value.toString());
    return new EvaluateOptions(Collections.unmodifiableMap(more));
  }

  Map<Option, String> values() {
    return values;
  }

  private static Option option(String name) {
    String bare = name.replace('_', '-');
    return Stream.of(Option.values())
        .filter(option -> option.bareName().equals(bare))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static BadInputException unknown(String name) {
    List<String> names =
        EvaluateSettings.ROWS_OPTIONS.stream().map(Option::bareName).sorted().toList();
    return new BadInputException(
        "There is no option "
            + Names.cut(name)
            + Names.nearest(name, names).map(near -> ": did you mean " + near + "?").orElse(".")
            + " Options have the names of those of the command evaluate.");
  }

  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey().bareName() + "=" + entry.getValue())
        .collect(Collectors.joining(", ", "[", "]"));
  }
}

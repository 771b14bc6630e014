// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import java.util.EnumMap;
import java.util.Map;

/** The settings of {@code evaluate} for options that are given. */
final class Given {
  /** The options without which there is no run. */
  static final Map<Option, String> LEAST =
      Map.of(Option.MODEL, "m.json", Option.INPUT, "in", Option.OUTPUT, "out");

  private Given() {}

  /** One option beside {@link #LEAST}, or in place of one of them. */
  static EvaluateSettings with(Option option, String text) {
    Map<Option, String> options = new EnumMap<>(LEAST);
    options.put(option, text);
    return evaluate(options);
  }

  static EvaluateSettings evaluate(Map<Option, String> options) {
    return EvaluateSettings.forEvaluate(OptionValues.resolve(options, Map.of()));
  }
}

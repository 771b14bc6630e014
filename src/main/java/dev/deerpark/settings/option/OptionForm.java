// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings.option;

import java.util.Optional;

/**
 * How the value of an option is written, what stands for it where it is not given, and what it
 * means. Immutable.
 *
 * @param placeholder for the value in the help; empty for a switch
 * @param unit of the value: steps, path, tasks and so on
 * @param defaultValue none, unless another is stated
 * @param isRepeatable whether the option may be given several times, its values joined by commas
 * @param description one or two sentences for the help and the reference file
 */
public record OptionForm(
    String placeholder,
    String unit,
    Default defaultValue,
    boolean isRepeatable,
    String description) {

  /** A value without a default. */
  static OptionForm value(String placeholder, String unit) {
    return new OptionForm(placeholder, unit, Default.none(), false, "");
  }

  /** A switch: false, and true when present. */
  static OptionForm switchedOff() {
    return value("", "true or false").or("false");
  }

  /** The same with a default. */
  OptionForm or(String value) {
    return with(Default.of(value));
  }

  /** The same with a default, and a word for it that people read more easily. */
  OptionForm or(String value, String label) {
    return with(new Default(Optional.of(value), label));
  }

  /** The same with a default that depends on other options, described for people. */
  OptionForm orElse(String label) {
    return with(Default.described(label));
  }

  /** The same, which may be given several times. */
  OptionForm repeatable() {
    return new OptionForm(placeholder, unit, defaultValue, true, description);
  }

  private OptionForm with(Default other) {
    return new OptionForm(placeholder, unit, other, isRepeatable, description);
  }

  /** The same with its meaning. */
  OptionForm described(String sentences) {
    return new OptionForm(placeholder, unit, defaultValue, isRepeatable, sentences);
  }
}

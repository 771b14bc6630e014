// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import java.util.Optional;

/**
 * The value of one option as text, and where it came from.
 *
 * @param option which option
 * @param text the value; empty where nothing was given and the default is none or depends on others
 * @param source where it was given
 * @param redaction masks secrets where people read the value
 */
public record OptionValue(
    Option option, Optional<String> text, Source source, Redaction redaction) {

  /** Where a value can come from; the first that has one wins. */
  public enum Source {
    COMMAND_LINE("command line"),
    CONFIGURATION("configuration"),
    DEFAULT("default");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    /** The source as people read it. */
    public String label() {
      return label;
    }
  }

  /** True when the user gave another value than the default. */
  public boolean differs() {
    return source != Source.DEFAULT && !text.equals(option.defaultValue().value());
  }

  /** Where a message should point to: the flag, or the configuration key. */
  public String sourceName() {
    return source == Source.CONFIGURATION ? option.key() : option.flag();
  }

  /** The value as people read it, or what stands for the default, without secrets. */
  public String shown() {
    return shownText().orElse(option.defaultValue().label());
  }

  /** The text as people read it, without secrets. */
  public Optional<String> shownText() {
    return text.map(redaction::value);
  }

  /** {@code segment-length = 64 (command line)}. */
  @Override
  public String toString() {
    return option.bareName() + " = " + shown() + " (" + source.label() + ")";
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import java.util.Optional;

/**
 * The value of one option as text, and where it came from.
 *
 * @param option the option
 * @param text the value; empty where nothing was given and the default is none or depends on others
 * @param source of the value
 * @param redaction masks secrets in texts for people
 */
public record OptionValue(
    Option option, Optional<String> text, Source source, Redaction redaction) {

  /** The sources of values; the first that has one wins. */
  public enum Source {
    COMMAND_LINE("command line"),
    /** A program that calls {@code Deerpark.evaluate}. */
    PROGRAM("program"),
    CONFIGURATION("configuration"),
    CHECKPOINT("checkpoint"),
    DEFAULT("default");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    /** The source, for people. */
    public String label() {
      return label;
    }
  }

  /** True when the user gave another value than the default. */
  public boolean differs() {
    return source != Source.DEFAULT && !text.equals(option.defaultValue().value());
  }

  /** The name for messages: the flag, the bare name in a program, or the configuration key. */
  public String sourceName() {
    return switch (source) {
      case CONFIGURATION -> option.key();
      case PROGRAM -> option.bareName();
      case COMMAND_LINE, CHECKPOINT, DEFAULT -> option.flag();
    };
  }

  /** The value, or the label of the default, for people, without secrets. */
  public String shown() {
    return shownText().orElse(option.defaultValue().label());
  }

  /** The text, for people, without secrets. */
  public Optional<String> shownText() {
    return text.map(redaction::value);
  }

  /** {@code segment-length = 64 (command line)}. */
  @Override
  public String toString() {
    return option.bareName() + " = " + shown() + " (" + source.label() + ")";
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings.option;

import java.util.Optional;

/**
 * The default of an option.
 *
 * @param value its text; empty where there is none or it depends on other options
 * @param label the default, for people
 */
public record Default(Optional<String> value, String label) {

  static Default of(String value) {
    return new Default(Optional.of(value), value);
  }

  static Default described(String label) {
    return new Default(Optional.empty(), label);
  }

  /** There is none. */
  public static Default none() {
    return described("none");
  }
}

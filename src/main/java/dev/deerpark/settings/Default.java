// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import java.util.Optional;

/**
 * What holds when an option is not given.
 *
 * @param value the text that stands for the option; empty where the default is none or depends on
 *     other options
 * @param label the default as people read it
 */
public record Default(Optional<String> value, String label) {

  static Default of(String value) {
    return new Default(Optional.of(value), value);
  }

  static Default described(String label) {
    return new Default(Optional.empty(), label);
  }

  static Default none() {
    return described("none");
  }
}

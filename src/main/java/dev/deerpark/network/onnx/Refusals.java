// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import dev.deerpark.base.BadInputException;

/**
 * Sentences about what cannot be read.
 *
 * @param file the model's name in messages
 */
record Refusals(String file) {
  private static final int LONGEST = 60;

  /** A name, or its beginning: several stand in one sentence. */
  static String cut(String name) {
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "...";
  }

  BadInputException of(String sentence) {
    return new BadInputException(file + ": " + sentence + ".");
  }

  BadInputException ofTensor(String tensor, String sentence) {
    return of("the tensor '" + cut(tensor) + "' " + sentence);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import java.util.Optional;

/**
 * Which part of a graph is evaluated.
 *
 * @param from the tensor that takes the place of the input; empty: the graph's input
 * @param to the tensor that takes the place of the output; empty: the graph's first output
 */
public record Cut(Optional<String> from, Optional<String> to) {
  /** The whole graph. */
  public static final Cut NONE = new Cut(Optional.empty(), Optional.empty());
}

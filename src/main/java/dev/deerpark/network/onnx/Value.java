// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

/** What is known about a tensor of a graph. */
sealed interface Value permits Constant, Signal, LastState {

  /** The shape for people, such as {@code [T, 1, 6]}. */
  String shown();
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

/** In which units a model's outputs are given. */
public enum OutputScale {
  /** Those of the data that the model was trained to predict. */
  DATA,
  /** The model's own, in which it was trained. */
  MODEL
}

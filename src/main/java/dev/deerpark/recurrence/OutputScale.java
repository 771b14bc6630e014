// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

/** The units of a model's outputs. */
public enum OutputScale {
  /** Those of the data that the model was trained to predict. */
  DATA,
  /** The model's own, in which it was trained. */
  MODEL
}

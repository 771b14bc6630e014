// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

/** Which kernel walks the segments. */
public enum KernelChoice {
  /** The fast one where model and Java virtual machine allow it, else the reference. */
  AUTO,
  /** The fast one, or nothing. */
  JVM,
  /** The readable one. */
  REFERENCE
}

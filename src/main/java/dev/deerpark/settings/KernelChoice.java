// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

/** Which kernel walks the segments. */
public enum KernelChoice {
  /**
   * The one for GPUs where tasks are given them, else the fast one for processors, where model and
   * Java virtual machine allow it, else the reference.
   */
  AUTO,
  /** The fast one for processors, or nothing. */
  JVM,
  /** The one for GPUs, or nothing. */
  OPENCL,
  /** That of ND4J's array operations, or nothing. */
  ND4J,
  /** The readable one. */
  REFERENCE;

  /** Whether it needs what an executor may not have. */
  public boolean mayBeMissing() {
    return this == OPENCL || this == ND4J;
  }
}

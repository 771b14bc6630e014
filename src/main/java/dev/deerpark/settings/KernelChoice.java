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
  /** The readable one. */
  REFERENCE
}

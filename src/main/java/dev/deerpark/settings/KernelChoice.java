// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

/** The choice of the kernel that walks the segments. */
public enum KernelChoice {
  /**
   * The kernel for GPUs where tasks have GPUs, else the fast one for processors where the model and
   * the Java virtual machine allow it, else the reference.
   */
  AUTO,
  /** The fast kernel for processors, or an error. */
  JVM,
  /** The kernel for GPUs, or an error. */
  OPENCL,
  /** The kernel on ND4J's array operations, or an error. */
  ND4J,
  /** The readable kernel. */
  REFERENCE;

  /** Whether it walks on OpenCL devices, or does where there are some. */
  boolean mayUseDevice() {
    return this == AUTO || this == OPENCL;
  }

  /** Whether it walks many series in one table. */
  boolean walksManySeries() {
    return this != ND4J;
  }

  /** Whether it needs something that an executor may lack. */
  public boolean mayBeMissing() {
    return this == OPENCL || this == ND4J;
  }
}

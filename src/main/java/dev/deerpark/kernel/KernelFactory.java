// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

import java.io.Serializable;

/** Builds kernels where they are needed. This is what travels to the executors. */
public interface KernelFactory extends Serializable {

  /** What reports call this kind of kernel. */
  String name();

  /**
   * How many segments a kernel walks side by side at no more than the cost of one, about: blocks
   * should have as many where the series allows. Fixed for a kind of kernel and a precision, since
   * the layout follows from it.
   */
  default int lanes() {
    return 1;
  }

  /** A kernel for the calling thread. */
  Kernel create();
}

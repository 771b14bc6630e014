// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

import java.io.Serializable;
import java.util.Optional;

/** Opens kernels where they are needed. This is what travels to the executors. */
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

  /**
   * The kind of device that a kernel needs, as the cluster manager names it, for example {@code
   * gpu}; empty for kernels that run on the processor.
   */
  default Optional<String> deviceKind() {
    return Optional.empty();
  }

  /**
   * Opens a kernel. The caller closes it.
   *
   * @param device what the task was given of {@link #deviceKind}, which the kernel has to use;
   *     empty where the task was given none, or none is needed
   * @throws IllegalStateException where a device or a library is missing; the message says what to
   *     do
   */
  Kernel open(Optional<DeviceAddress> device);

  /**
   * Opens a kernel for the driver, which looks at a sample of the inputs before it plans the run.
   * It needs no device, as the driver may have none, and may therefore be of another kind: it
   * measures the dynamics, and none of its states becomes part of a result. The caller closes it.
   */
  default Kernel openForProbe() {
    return open(Optional.empty());
  }
}

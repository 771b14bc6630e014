// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

import dev.deerpark.sequence.Restarts;
import java.io.Serializable;
import java.util.Optional;

/** Opens kernels where they are needed; sent to the executors. */
public interface KernelFactory extends Serializable {

  /** The name of this kind of kernel in reports. */
  String name();

  /**
   * The number of segments that a kernel walks side by side at about the cost of one. Blocks should
   * have at least as many, where the series is long enough. Fixed for a kind of kernel and a
   * precision, since the layout follows from it.
   */
  default int lanes() {
    return 1;
  }

  /** Whether the kernels walk blocks with {@linkplain Restarts restarts}. */
  default boolean walksRestarts() {
    return false;
  }

  /**
   * The kind of device that a kernel needs, as the cluster manager names it, for example {@code
   * gpu}; empty for kernels that run on the processor.
   */
  default Optional<String> deviceKind() {
    return Optional.empty();
  }

  /**
   * Bytes of inputs and Jacobians that the kernels of one process keep on a device between sweeps,
   * as far as this process sees one; 0 for none.
   */
  default long keptBytes() {
    return 0;
  }

  /**
   * Opens a kernel. The caller closes it.
   *
   * @param device the device of {@link #deviceKind} that was assigned to the task, which the kernel
   *     has to use; empty where none was assigned, or none is needed
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

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.kernel.DeviceAddress;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.KernelFactory;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a kernel on the GPU that a task was given where it was given one that works, else a jvm
 * kernel: their bits are the same, so that a run may have both.
 *
 * @param opencl opens the kernels on GPUs
 */
public record GpuOrJvmKernels(OpenClKernels opencl) implements KernelFactory {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(GpuOrJvmKernels.class);

  @Override
  public String name() {
    return "opencl or jvm";
  }

  @Override
  public boolean walksRestarts() {
    return true;
  }

  @Override
  public int lanes() {
    return opencl.lanes();
  }

  @Override
  public Optional<String> deviceKind() {
    return opencl.deviceKind();
  }

  @Override
  public long keptBytes() {
    return opencl.keptBytes();
  }

  @Override
  public Kernel open(Optional<DeviceAddress> device) {
    if (device.isPresent()) {
      try {
        return opencl.open(device);
      } catch (IllegalStateException unusable) {
        LOG.warn(
            "The jvm kernel walks in place of the {} that the task was given: {}",
            device.get().kind(),
            unusable.getMessage());
      }
    }
    return opencl.jvm().open(Optional.empty());
  }

  @Override
  public Kernel openForProbe() {
    return opencl.openForProbe();
  }
}

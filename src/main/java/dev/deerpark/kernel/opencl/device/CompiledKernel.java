// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl.device;

import java.util.List;
import org.lwjgl.opencl.CL12;

/** A kernel of a program, which takes arrays and then whole numbers. For one thread at a time. */
public final class CompiledKernel implements AutoCloseable {
  private final long handle;

  /**
   * Compiles the program, unless the device has done so before.
   *
   * @param options for the compiler
   * @param name of the kernel
   * @throws IllegalStateException where it does not compile
   */
  public CompiledKernel(Device device, String source, String options, String name) {
    this.handle = device.kernel(source, options, name);
  }

  /**
   * Launches without waiting.
   *
   * @param items of a group
   */
  public void launch(
      Queue queue, long groups, int items, List<DeviceArray> arrays, int... numbers) {
    int place = 0;
    for (DeviceArray array : arrays) {
      OpenCl.check(CL12.clSetKernelArg1p(handle, place++, array.handle()), "clSetKernelArg");
    }
    for (int number : numbers) {
      OpenCl.check(CL12.clSetKernelArg1i(handle, place++, number), "clSetKernelArg");
    }
    queue.launch(handle, groups, items);
  }

  @Override
  public void close() {
    CL12.clReleaseKernel(handle);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl.device;

import java.nio.IntBuffer;
import java.util.Optional;
import org.lwjgl.opencl.CL12;
import org.lwjgl.system.MemoryStack;

/** What is open on the device of tests. */
public final class ContextUsers {
  private ContextUsers() {}

  /** How many queues, arrays and programs refer to its context, by the driver's own count. */
  public static int count() {
    Device device = OpenDevices.ofThisProcess().take(Devices.choose(Optional.empty(), true));
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer count = stack.mallocInt(1);
      int what = CL12.CL_CONTEXT_REFERENCE_COUNT;
      OpenCl.check(CL12.clGetContextInfo(device.context(), what, count, null), "clGetContextInfo");
      return count.get(0);
    } finally {
      OpenDevices.ofThisProcess().release(device);
    }
  }
}

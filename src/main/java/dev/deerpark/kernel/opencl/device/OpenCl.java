// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl.device;

import java.util.Locale;
import org.lwjgl.opencl.CL;
import org.lwjgl.opencl.CL12;
import org.lwjgl.system.Configuration;

/** The library itself: loads it, and turns its error codes into exceptions. */
public final class OpenCl {
  /** The name with the version: that without one comes with the files for developers alone. */
  private static final String LIBRARY = "libOpenCL.so.1";

  private OpenCl() {}

  /**
   * Loads the library, once in a process.
   *
   * @throws IllegalStateException where there is none; the message says what to do
   */
  public static synchronized void load() {
    Configuration.OPENCL_EXPLICIT_INIT.set(true);
    if (Configuration.OPENCL_LIBRARY_NAME.get() == null) {
      Configuration.OPENCL_LIBRARY_NAME.set(LIBRARY);
    }
    try {
      if (!isLoaded()) {
        CL.create();
      }
    } catch (LinkageError missing) {
      throw new IllegalStateException(
          "The opencl kernel needs the library "
              + LIBRARY
              + ", which cannot be loaded here ("
              + missing.getMessage()
              + "). Install it where the executors run (on Debian and Ubuntu: apt-get install"
              + " ocl-icd-libopencl1), or choose --kernel jvm.",
          missing);
    }
  }

  private static boolean isLoaded() {
    try {
      return CL.getFunctionProvider() != null;
    } catch (IllegalStateException notYet) {
      return false;
    }
  }

  /**
   * @param what was called, for the message
   * @throws DeviceMemoryException where the device has no room
   * @throws IllegalStateException for every other error
   */
  public static void check(int code, String what) {
    if (code == CL12.CL_SUCCESS) {
      return;
    }
    if (isMemory(code)) {
      throw new DeviceMemoryException(
          String.format(
              Locale.ROOT,
              "The device has no memory left for %s (OpenCL error %d): other processes use it too."
                  + " Give a smaller --device-memory or smaller blocks by --block-steps.",
              what,
              code));
    }
    throw new IllegalStateException(what + " failed with OpenCL error " + code + ".");
  }

  private static boolean isMemory(int code) {
    return code == CL12.CL_MEM_OBJECT_ALLOCATION_FAILURE || code == CL12.CL_OUT_OF_RESOURCES;
  }
}

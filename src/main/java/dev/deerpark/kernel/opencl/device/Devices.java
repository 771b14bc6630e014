// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl.device;

import dev.deerpark.kernel.DeviceAddress;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL;
import org.lwjgl.opencl.CL12;
import org.lwjgl.opencl.KHRICD;
import org.lwjgl.system.MemoryStack;

/** Finds the devices of this machine. */
public final class Devices {
  private Devices() {}

  /**
   * The device that a task is to use: the given one of the GPUs in the order of their PCI address,
   * or the first.
   *
   * @param given what the task was given
   * @param processors whether a processor that OpenCL knows may stand in where there is no GPU
   * @throws IllegalStateException where there is none; the message says what to do
   */
  public static DeviceInfo choose(Optional<DeviceAddress> given, boolean processors) {
    List<DeviceInfo> sorted = usable(processors);
    return given.map(address -> at(address, sorted)).orElseGet(() -> sorted.get(0));
  }

  /**
   * The devices that tasks are given by number, in this order.
   *
   * @param processors whether processors that OpenCL knows may stand in where there is no GPU
   * @throws IllegalStateException where there is none; the message says what to do
   */
  public static List<DeviceInfo> usable(boolean processors) {
    OpenCl.load();
    List<DeviceInfo> all = all();
    List<DeviceInfo> usable = all.stream().filter(DeviceInfo::isGpu).toList();
    if (usable.isEmpty() && processors) {
      usable = all;
    }
    if (usable.isEmpty()) {
      throw new IllegalStateException(
          "The opencl kernel finds no GPU here. "
              + (all.isEmpty()
                  ? "No driver is registered under /etc/OpenCL/vendors; in a container with an NVIDIA"
                      + " driver set OCL_ICD_FILENAMES=libnvidia-opencl.so.1 for the executors. Install"
                      + " the maker's OpenCL driver,"
                  : "OpenCL knows " + names(all) + " only. Give tasks a GPU,")
              + " or choose --kernel jvm.");
    }
    return usable.stream().sorted(DeviceInfo.BY_PCI_ADDRESS).toList();
  }

  private static DeviceInfo at(DeviceAddress given, List<DeviceInfo> devices) {
    int index = -1;
    try {
      index = Integer.parseInt(given.address());
    } catch (NumberFormatException notNumber) {
      // Refused below, as a number that is too large is.
    }
    if (index < 0 || index >= devices.size()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "The task was given the %s '%s', but OpenCL numbers the devices here 0 to %d (%s). The"
                  + " script of spark.executor.resource.%s.discoveryScript has to name them by number,"
                  + " in the order of their PCI address.",
              given.kind(),
              given.address(),
              devices.size() - 1,
              names(devices),
              given.kind()));
    }
    return devices.get(index);
  }

  private static String names(List<DeviceInfo> devices) {
    return String.join("; ", devices.stream().map(DeviceInfo::name).distinct().toList());
  }

  /** One thread at a time: PoCL has no devices for those that ask while it starts. */
  private static synchronized List<DeviceInfo> all() {
    List<DeviceInfo> devices = new ArrayList<>();
    for (long platform : platforms()) {
      long[] ids = devicesOf(platform);
      if (ids.length > 0) {
        // which fails for a driver without devices
        CL.createPlatformCapabilities(platform);
      }
      for (long id : ids) {
        devices.add(new DeviceInfo(platform, id, devices.size()));
      }
    }
    return devices;
  }

  private static long[] platforms() {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer count = stack.callocInt(1);
      int code = CL12.clGetPlatformIDs(null, count);
      if (code == KHRICD.CL_PLATFORM_NOT_FOUND_KHR || count.get(0) == 0) {
        return new long[0];
      }
      OpenCl.check(code, "clGetPlatformIDs");
      PointerBuffer ids = stack.mallocPointer(count.get(0));
      OpenCl.check(CL12.clGetPlatformIDs(ids, (IntBuffer) null), "clGetPlatformIDs");
      return handles(ids);
    }
  }

  private static long[] devicesOf(long platform) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer count = stack.callocInt(1);
      int code = CL12.clGetDeviceIDs(platform, CL12.CL_DEVICE_TYPE_ALL, null, count);
      if (code == CL12.CL_DEVICE_NOT_FOUND || count.get(0) == 0) {
        return new long[0];
      }
      OpenCl.check(code, "clGetDeviceIDs");
      PointerBuffer ids = stack.mallocPointer(count.get(0));
      OpenCl.check(
          CL12.clGetDeviceIDs(platform, CL12.CL_DEVICE_TYPE_ALL, ids, (IntBuffer) null),
          "clGetDeviceIDs");
      return handles(ids);
    }
  }

  private static long[] handles(PointerBuffer ids) {
    long[] handles = new long[ids.remaining()];
    ids.get(handles);
    return handles;
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl.device;

import dev.deerpark.base.Precision;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The devices that kernels of this process have open. Its memory, and a driver's compiler, are one
 * thing for all of a process, so kernels on one device share them: it is opened with the first and
 * closed with the last. That a device passed its self-test is remembered as long as the process
 * lives.
 */
public final class OpenDevices {
  private static final OpenDevices OF_THIS_PROCESS = new OpenDevices();

  /** By the handle of the device. */
  private final Map<Long, Device> open = new HashMap<>();

  private final Map<Device, Integer> users = new HashMap<>();
  private final Set<Tested> tested = new HashSet<>();

  private record Tested(long id, Precision precision) {}

  public static OpenDevices ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /**
   * Opens a device, or shares it; {@link #release} it. One that was left open is tried first: it
   * may have been lost.
   */
  public synchronized Device take(DeviceInfo info) {
    Device idle = open.get(info.id());
    if (idle != null && !users.containsKey(idle) && !idle.works()) {
      open.remove(info.id());
      idle.close();
    }
    Device device = open.computeIfAbsent(info.id(), id -> new Device(info));
    users.merge(device, 1, Integer::sum);
    return device;
  }

  /**
   * One user less. The device stays open with what was compiled for it, for the next run: to open
   * it again takes a tenth of a second.
   */
  public synchronized void release(Device device) {
    if (users.merge(device, -1, Integer::sum) == 0) {
      users.remove(device);
    }
  }

  /** Bytes that are allocated on all of them. */
  public synchronized long usedBytes() {
    return open.values().stream().mapToLong(Device::used).sum();
  }

  /**
   * Runs a test once for a device and a precision; others wait for it.
   *
   * @param test throws where the device fails
   */
  public void testOnce(Device device, Precision precision, Runnable test) {
    synchronized (tested) {
      Tested key = new Tested(device.info().id(), precision);
      if (!tested.contains(key)) {
        test.run();
        tested.add(key);
      }
    }
  }
}

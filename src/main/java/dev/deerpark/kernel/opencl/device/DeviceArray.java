// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl.device;

/**
 * An array in a device's memory. Whoever allocated it closes it, once.
 *
 * @param device that has it
 * @param handle of the array
 * @param bytes that it has
 */
public record DeviceArray(Device device, long handle, long bytes) implements AutoCloseable {
  @Override
  public void close() {
    device.free(this);
  }
}

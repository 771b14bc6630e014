// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl.device;

/**
 * What a device allows a group of work items.
 *
 * @param sharedBytes that a group may share
 * @param items that a group may have
 * @param processor whether the device is a processor
 */
public record GroupLimits(long sharedBytes, int items, boolean processor) {
  /** What every GPU grants a group without being asked, less what drivers take of it. */
  private static final long SHARED = 47 << 10;

  private static final int MOST_ITEMS = 256;

  /** The same where so many of the bytes are taken. */
  public GroupLimits less(long bytes) {
    return new GroupLimits(sharedBytes - bytes, items, processor);
  }

  public static GroupLimits of(long sharedBytes, long items, boolean processor) {
    return new GroupLimits(
        Math.min(sharedBytes, SHARED), (int) Math.min(items, MOST_ITEMS), processor);
  }
}

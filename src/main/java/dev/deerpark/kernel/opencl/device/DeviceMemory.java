// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl.device;

import dev.deerpark.base.BadInputException;
import java.io.Serializable;

/**
 * How much of a device's memory a process uses.
 *
 * @param amount a fraction of what is free, up to 1, or bytes, more than 1
 */
public record DeviceMemory(double amount) implements Serializable {
  private static final String UNITS = "kmgt";
  private static final int UNIT = 1024;

  /**
   * Reads {@code 0.8}, {@code 8000000000} or {@code 8g}.
   *
   * @throws BadInputException for another text; the message is the advice alone
   */
  public static DeviceMemory parse(String text) {
    int unit =
        text.isEmpty() ? -1 : UNITS.indexOf(Character.toLowerCase(text.charAt(text.length() - 1)));
    String number = unit < 0 ? text : text.substring(0, text.length() - 1);
    try {
      double amount = Double.parseDouble(number) * Math.pow(UNIT, unit + 1);
      if (amount > 0 && amount < Long.MAX_VALUE) {
        return new DeviceMemory(amount);
      }
    } catch (NumberFormatException e) {
      // Refused below, as zero and infinity are.
    }
    throw new BadInputException("give a fraction such as 0.8, or bytes such as 8g");
  }

  /** The bytes that may be used of so many that are free. */
  public long of(long freeBytes) {
    return (long) (amount <= 1 ? amount * freeBytes : amount);
  }
}

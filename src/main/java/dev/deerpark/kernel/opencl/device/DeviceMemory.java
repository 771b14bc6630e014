// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl.device;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.NumberText;
import java.io.Serializable;

/**
 * How much of a device's memory a process uses.
 *
 * @param amount a fraction of what is free, up to 1, or bytes, at least a kibibyte
 */
public record DeviceMemory(double amount) implements Serializable {
  private static final String UNITS = "kmgt";
  private static final int UNIT = 1024;

  /** A smaller number is meant otherwise, such as percent. */
  private static final int FEWEST_BYTES = 1 << 10;

  /**
   * Reads {@code 0.8}, {@code 8000000000} or {@code 8g}.
   *
   * @throws BadInputException for another text; the message is the advice alone
   */
  public static DeviceMemory parse(String text) {
    int unit =
        text.isEmpty() ? -1 : UNITS.indexOf(Character.toLowerCase(text.charAt(text.length() - 1)));
    String number = unit < 0 ? text : text.substring(0, text.length() - 1);
    Double given = NumberText.parse(number, '.');
    double amount = given == null ? 0 : given * Math.pow(UNIT, unit + 1);
    if (amount > 0 && amount <= 1 || amount >= FEWEST_BYTES && amount < Long.MAX_VALUE) {
      return new DeviceMemory(amount);
    }
    throw new BadInputException("give a fraction up to 1 such as 0.8, or bytes such as 8g");
  }

  /** The bytes that may be used of so many that are free. */
  public long of(long freeBytes) {
    return (long) (amount <= 1 ? amount * freeBytes : amount);
  }
}

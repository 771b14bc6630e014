// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Damage to a file, as transfers, disks and editors do it. */
public final class Mutation {
  /** What means something in text. */
  private static final byte[] SIGNS =
      "\",;\n\r\t #-+.eE0x\\\0\u00ff".getBytes(StandardCharsets.ISO_8859_1);

  private Mutation() {}

  /** A few bytes changed or put in, and at times all that follow cut off. */
  public static byte[] of(byte[] bytes, boolean text, Random random) {
    byte[] mutated = bytes.clone();
    for (int change = 1 + random.nextInt(3); change > 0; change--) {
      int at = random.nextInt(mutated.length);
      byte sign = text ? SIGNS[random.nextInt(SIGNS.length)] : (byte) random.nextInt(256);
      switch (random.nextInt(4)) {
        case 0 -> mutated[at] = sign;
        case 1 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> mutated = Arrays.copyOf(mutated, Math.max(1, at));
        default -> {
          byte[] longer = Arrays.copyOf(mutated, mutated.length + 1);
          System.arraycopy(mutated, at, longer, at + 1, mutated.length - at);
          longer[at] = sign;
          mutated = longer;
        }
      }
    }
    return mutated;
  }
}

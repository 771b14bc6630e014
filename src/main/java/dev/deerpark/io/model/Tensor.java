// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * One tensor of a weights file.
 *
 * @param shape its dimensions
 * @param bytes its values' bytes, row-major and little-endian; shared with the file's
 * @param wide whether values are of 64 bits rather than 32
 */
record Tensor(List<Long> shape, ByteBuffer bytes, boolean wide) {

  /** A fresh array of the values, row-major, widened to double. */
  double[] values() {
    ByteBuffer in = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[in.remaining() / (wide ? Double.BYTES : Float.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = wide ? in.getDouble() : in.getFloat();
    }
    return values;
  }
}

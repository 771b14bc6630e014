// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.Precision;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.linear.Dense;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The treatment of a proposed start state, the end of a segment or a Jacobian that is not finite. A
 * start that becomes exact takes its proposal unchanged, so the exact prefix does not depend on
 * this. Products of Jacobians that overflow within the scan are dropped either way.
 *
 * @param largest replaces infinities, while NaN becomes 0. With 0, nothing is reset, but the whole
 *     array is dropped: a start stays where it was, a Jacobian becomes zero, and an end is replaced
 *     by its segment's start
 */
@DefaultSerializer(RecordSerializer.class)
public record Reset(double largest) implements Serializable {

  /** Arrays that are not finite are dropped. */
  public static final Reset DROP = new Reset(0);

  /**
   * Number by number, as the codes published with DEER and ELK reset their states (NumPy's {@code
   * nan_to_num}): 0 for NaN, the largest finite number of the precision for infinities.
   */
  public static Reset published(Precision precision) {
    return new Reset(precision.largest());
  }

  /**
   * @throws IllegalArgumentException unless 0 or above and finite
   */
  public Reset {
    if (!(largest >= 0) || Double.isInfinite(largest)) {
      throw new IllegalArgumentException("reset to " + largest);
    }
  }

  /** The array itself where nothing is reset, else a finite one. */
  double[] of(double[] numbers) {
    if (largest == 0 || Dense.isFinite(numbers)) {
      return numbers;
    }
    double[] reset = numbers.clone();
    reset(reset, 0, reset.length);
    return reset;
  }

  /** Makes a part of some Jacobians finite, in place. */
  void replace(double[] jacobians, int from, int to) {
    if (largest == 0) {
      Arrays.fill(jacobians, from, to, 0);
    } else {
      reset(jacobians, from, to);
    }
  }

  private void reset(double[] numbers, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Double.isNaN(numbers[i])) {
        numbers[i] = 0;
      } else if (Double.isInfinite(numbers[i])) {
        numbers[i] = Math.copySign(largest, numbers[i]);
      }
    }
  }
}

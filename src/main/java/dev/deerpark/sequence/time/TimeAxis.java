// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence.time;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import java.io.Serializable;

/**
 * The grid of a time column: {@code value = origin + index * step}. The only place with that
 * arithmetic.
 *
 * @param type of the column
 * @param origin the value of index 0
 * @param step the difference of neighbouring values, at least 1
 */
@DefaultSerializer(RecordSerializer.class)
public record TimeAxis(TimeType type, long origin, long step) implements Serializable {
  /** Whole numbers that count the steps themselves. */
  public static final TimeAxis INDEXES = new TimeAxis(TimeType.INDEX, 0, 1);

  public TimeAxis {
    if (step < 1) {
      throw new IllegalArgumentException("a step of " + step);
    }
  }

  /** Whether every value is its own index. */
  public boolean isIdentity() {
    return origin == 0 && step == 1;
  }

  /** Whether a value is on the grid. */
  public boolean holds(long value) {
    return Math.floorMod(value - origin, step) == 0;
  }

  /** The index of a value; between two of the grid, that of the earlier. */
  public long index(long value) {
    return Math.floorDiv(value - origin, step);
  }

  /** The value at an index. */
  public long value(long index) {
    return origin + index * step;
  }

  /** The value at an index, as the column shows it. */
  public String text(long index) {
    return type.text(value(index));
  }

  /** The step, as {@code --time-step} takes it. */
  public String stepText() {
    return TimeStep.of(type, step).toString();
  }
}

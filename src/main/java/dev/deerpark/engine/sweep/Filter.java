// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import java.io.Serializable;

/**
 * The Kalman filter of a damped update.
 *
 * @param lambda precision of the current iterate as an observation, against process noise 1; 0 for
 *     no filter
 * @param prefix how it treats segments whose start is exact
 * @param mean which mean the update takes
 */
@DefaultSerializer(RecordSerializer.class)
public record Filter(double lambda, Prefix prefix, Mean mean) implements Serializable {

  /** Segments whose start is exact. */
  public enum Prefix {
    /** They stay exact, and one more becomes exact in every sweep. */
    EXACT,
    /**
     * They are damped like all others, as in the published code of ELK; then no segment ever
     * becomes exact for certain.
     */
    PUBLISHED
  }

  /** Which segments the mean of a state takes into account. */
  public enum Mean {
    /** Those before it. */
    FILTERED,
    /** Those after it too: with the published prefix, the step of Levenberg and Marquardt. */
    SMOOTHED
  }

  /** No filter. */
  public static final Filter NONE = new Filter(0, Prefix.EXACT, Mean.FILTERED);

  /**
   * @throws IllegalArgumentException for a negative precision
   */
  public Filter {
    if (!(lambda >= 0)) {
      throw new IllegalArgumentException("a filter with lambda " + lambda);
    }
  }

  /** This filter with another precision. */
  Filter withLambda(double other) {
    return new Filter(other, prefix, mean);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import java.io.Serializable;

/**
 * The Kalman filter of a damped update.
 *
 * @param lambda precision with which it takes the current iterate for an observation, against
 *     process noise 1; 0 for no filter
 * @param prefix what it does to segments whose start is exact
 * @param mean what the update takes
 */
public record Filter(double lambda, Prefix prefix, Mean mean) implements Serializable {

  /** Segments whose start is exact. */
  public enum Prefix {
    /** They stay exact, and one more becomes so in every sweep. */
    EXACT,
    /**
     * They are damped like all others, as in the published code of ELK; then no segment ever
     * becomes exact for certain.
     */
    PUBLISHED
  }

  /** What is known of a state. */
  public enum Mean {
    /** By what lies before it. */
    FILTERED,
    /**
     * By what lies after it too: with the published prefix, the step of Levenberg and Marquardt.
     */
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

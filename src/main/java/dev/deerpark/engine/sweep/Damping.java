// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import java.io.Serializable;

/**
 * How updates are damped. Every kind of damping is causal, so one more segment is exact after every
 * sweep (except with the {@linkplain Filter.Prefix#PUBLISHED published} prefix); they differ in how
 * far an update may move the states from a bad guess.
 *
 * @param shrinking of the Jacobians
 * @param filter of the updates
 * @param box limit of the absolute numbers in a start state, above 0; a start that would exceed it
 *     takes the end of the segment before in place of its proposal; infinite for no limit
 * @param reset of what is not finite
 */
@DefaultSerializer(RecordSerializer.class)
public record Damping(Shrinking shrinking, Filter filter, double box, Reset reset)
    implements Serializable {

  /** No damping. */
  public static final Damping NONE =
      new Damping(new Shrinking.None(), Filter.NONE, Double.POSITIVE_INFINITY, Reset.DROP);

  /**
   * @throws IllegalArgumentException for a box that is not above 0
   */
  public Damping {
    if (!(box > 0)) {
      throw new IllegalArgumentException("damping within " + box);
    }
  }

  /** A Kalman filter that takes the current iterate as an observation of this precision. */
  public static Damping filter(double lambda) {
    return NONE.with(Filter.NONE.withLambda(lambda));
  }

  /** Jacobians times {@code 1 - k}. */
  public static Damping scale(double k) {
    return new Damping(new Shrinking.Scale(k), NONE.filter, NONE.box, NONE.reset);
  }

  /** Jacobians no larger than {@code limit}. */
  public static Damping clip(double limit) {
    return new Damping(new Shrinking.Clip(limit), NONE.filter, NONE.box, NONE.reset);
  }

  private Damping with(Filter other) {
    return new Damping(shrinking, other, box, reset);
  }

  /** This damping, also for segments whose start is exact, as published. */
  public Damping withPublishedPrefix() {
    return with(new Filter(filter.lambda(), Filter.Prefix.PUBLISHED, filter.mean()));
  }

  /** This damping with smoothed means. */
  public Damping smoothing() {
    return with(new Filter(filter.lambda(), filter.prefix(), Filter.Mean.SMOOTHED));
  }

  /** This damping with no number beyond a limit. */
  public Damping within(double limit) {
    return new Damping(shrinking, filter, limit, reset);
  }

  /** This damping with another reset. */
  public Damping with(Reset other) {
    return new Damping(shrinking, filter, box, other);
  }

  /** The filter's precision; 0 for no filter. */
  public double lambda() {
    return filter.lambda();
  }

  /** Whether segments whose start is exact are damped like all others. */
  public boolean hasPublishedPrefix() {
    return filter.prefix() == Filter.Prefix.PUBLISHED;
  }

  /** Whether sweeps carry a covariance. */
  public boolean filters() {
    return lambda() > 0;
  }

  /** Whether an update needs a scan from the end to the beginning too. */
  public boolean smooths() {
    return filters() && filter.mean() == Filter.Mean.SMOOTHED;
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import java.io.Serializable;

/**
 * How a sweep holds back. Every way is causal, so one more segment is exact after every sweep
 * (unless {@code everywhere}); they differ in how far a bad guess is thrown on the way.
 *
 * @param lambda precision with which the Kalman filter takes the current iterate for an
 *     observation, against process noise 1; 0 for no filter
 * @param kept the part of every Jacobian that is kept, {@code 1 - k}; 1 for all
 * @param clip what a Jacobian is clipped to: the entries of a diagonal, the norm of a full one;
 *     infinite for no clipping
 * @param everywhere whether segments whose start is exact are damped like all others, as the
 *     published code of ELK does; then no segment ever becomes exact for certain
 * @param box beyond which no number of a start state goes; a start that would takes the end of the
 *     segment before in place of its proposal; infinite for no limit
 * @param smoothed whether the update takes the smoothed means in place of the filtered ones: with
 *     {@code everywhere}, the step of Levenberg and Marquardt
 */
public record Damping(
    double lambda, double kept, double clip, double box, boolean everywhere, boolean smoothed)
    implements Serializable {

  private static final double FREE = Double.POSITIVE_INFINITY;

  /** No damping. */
  public static final Damping NONE = new Damping(0, 1, FREE, FREE, false, false);

  public Damping {
    if (!(lambda >= 0) || !(kept >= 0 && kept <= 1) || !(clip > 0) || !(box > 0)) {
      throw new IllegalArgumentException("damping by " + lambda + ", " + kept + ", " + clip);
    }
  }

  /** A Kalman filter with one precision. */
  public static Damping filter(double lambda) {
    return new Damping(lambda, 1, FREE, FREE, false, false);
  }

  /** Jacobians times {@code 1 - k}. */
  public static Damping scale(double k) {
    return new Damping(0, 1 - k, FREE, FREE, false, false);
  }

  /** Jacobians no larger than {@code limit}. */
  public static Damping clip(double limit) {
    return new Damping(0, 1, limit, FREE, false, false);
  }

  /** This damping of exact segments too. */
  public Damping ofExactSegmentsToo() {
    return new Damping(lambda, kept, clip, box, true, smoothed);
  }

  /** This damping with no number beyond a limit. */
  public Damping within(double limit) {
    return new Damping(lambda, kept, clip, limit, everywhere, smoothed);
  }

  /** This damping with smoothed means. */
  public Damping smoothing() {
    return new Damping(lambda, kept, clip, box, everywhere, true);
  }

  /** Whether sweeps carry a covariance. */
  public boolean filters() {
    return lambda > 0;
  }

  /** Whether an update needs a scan from the end to the beginning too. */
  public boolean smooths() {
    return filters() && smoothed;
  }
}

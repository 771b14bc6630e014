// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.fit;

import java.util.Optional;

/**
 * Amdahl's law: N cores take {@code t (s + (1 - s) / N)} seconds.
 *
 * @param oneCoreSeconds t
 * @param serial s, the fraction that does not get faster
 */
public record Amdahl(Estimate oneCoreSeconds, Estimate serial) {
  private static final double SERIAL_AT_FIRST = 0.1;

  private static final LeastSquares.Law LAW =
      new LeastSquares.Law() {
        @Override
        public double value(double[] parameters, double cores) {
          return parameters[0] * share(parameters[1], cores);
        }

        @Override
        public double[] most() {
          return new double[] {Double.POSITIVE_INFINITY, 1};
        }

        @Override
        public double[] gradient(double[] parameters, double cores) {
          return new double[] {share(parameters[1], cores), parameters[0] * (1 - 1 / cores)};
        }
      };

  private static double share(double serial, double cores) {
    return serial + (1 - serial) / cores;
  }

  /**
   * Fits the law.
   *
   * @param cores of each measurement
   * @param seconds of each measurement
   * @return empty where there are not at least two different numbers of cores and three
   *     measurements
   */
  public static Optional<Amdahl> fit(double[] cores, double[] seconds) {
    if (Scalability.different(cores) < 2) {
      return Optional.empty();
    }
    double[] start = {Scalability.oneCore(cores, seconds), SERIAL_AT_FIRST};
    return LeastSquares.fit(LAW, cores, seconds, start)
        .map(found -> new Amdahl(found[0], found[1]));
  }

  /** The seconds that the law gives. */
  public double seconds(double cores) {
    return LAW.value(new double[] {oneCoreSeconds.value(), serial.value()}, cores);
  }

  /**
   * The number of cores of which half are wasted: {@code 1 + 1 / s}, where the efficiency is one
   * half; infinite where all of the work is shared.
   */
  public Estimate halfWasted() {
    return new Estimate(
        1 + 1 / serial.value(), 1 + 1 / serial.high(), 1 + 1 / Math.max(0, serial.low()));
  }
}

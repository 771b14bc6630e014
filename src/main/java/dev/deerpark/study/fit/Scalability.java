// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.fit;

import java.util.Arrays;
import java.util.Optional;

/**
 * The universal scalability law: N cores take {@code t (1 + s (N - 1) + k N (N - 1)) / N} seconds.
 *
 * @param oneCoreSeconds t
 * @param contention s: waiting for what is shared
 * @param coherence k: each core with every other
 */
public record Scalability(Estimate oneCoreSeconds, Estimate contention, Estimate coherence) {
  private static final double[] AT_FIRST = {0.05, 1e-3};

  private static final LeastSquares.Law LAW =
      new LeastSquares.Law() {
        @Override
        public double value(double[] parameters, double cores) {
          return parameters[0] * share(parameters, cores);
        }

        @Override
        public double[] most() {
          return new double[] {Double.POSITIVE_INFINITY, 1, 1};
        }

        @Override
        public double[] gradient(double[] parameters, double cores) {
          return new double[] {
            share(parameters, cores),
            parameters[0] * (cores - 1) / cores,
            parameters[0] * (cores - 1)
          };
        }
      };

  private static double share(double[] parameters, double cores) {
    double others = cores - 1;
    return (1 + parameters[1] * others + parameters[2] * cores * others) / cores;
  }

  /**
   * Fits the law.
   *
   * @param cores of each measurement
   * @param seconds of each measurement
   * @return empty where there are not at least three different numbers of cores and four
   *     measurements
   */
  public static Optional<Scalability> fit(double[] cores, double[] seconds) {
    if (different(cores) < 3) {
      return Optional.empty();
    }
    double[] start = {oneCore(cores, seconds), AT_FIRST[0], AT_FIRST[1]};
    return LeastSquares.fit(LAW, cores, seconds, start)
        .map(found -> new Scalability(found[0], found[1], found[2]));
  }

  static long different(double[] cores) {
    return Arrays.stream(cores).distinct().count();
  }

  /** Core-seconds of the first measurement with the fewest cores. */
  static double oneCore(double[] cores, double[] seconds) {
    int fewest = 0;
    for (int i = 1; i < cores.length; i++) {
      fewest = cores[i] < cores[fewest] ? i : fewest;
    }
    return cores[fewest] * seconds[fewest];
  }

  /** The seconds that the law gives. */
  public double seconds(double cores) {
    return LAW.value(
        new double[] {oneCoreSeconds.value(), contention.value(), coherence.value()}, cores);
  }

  /**
   * The number of cores from which on more of them make it slower: {@code sqrt((1 - s) / k)};
   * infinite where that never happens.
   */
  public Estimate slowerFrom() {
    return new Estimate(
        peak(contention.value(), coherence.value()),
        peak(contention.high(), coherence.high()),
        peak(contention.low(), coherence.low()));
  }

  private static double peak(double contention, double coherence) {
    return Math.max(1, Math.sqrt(Math.max(0, 1 - contention) / coherence));
  }
}

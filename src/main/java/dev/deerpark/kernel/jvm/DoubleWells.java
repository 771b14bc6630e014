package dev.deerpark.kernel.jvm;

import dev.deerpark.recurrence.TwoWellLangevin;
import jdk.incubator.vector.DoubleVector;

/**
 * The two wells of {@link TwoWellLangevin} in double: their pulls {@code g = S^-1 (x - m)}, and the
 * share r of the first in the density. {@code log(r / (1 - r))} is taken as what it is, a quadratic
 * function: the difference of two densities would leave the finite numbers far from the wells.
 */
final class DoubleWells {
  private static final int SIZE = TwoWellLangevin.SIZE;
  private static final double HALF = 0.5;

  /** {@code [2][D]}: m and S^-1. */
  private final double[][] centre = new double[2][SIZE];

  private final double[][] stiffness = new double[2][SIZE];

  /** {@code [D]}, and the constant. */
  private final double[] square = new double[SIZE];

  private final double[] linear = new double[SIZE];
  private final double constant;

  DoubleWells() {
    double sum = Math.log(TwoWellLangevin.share(0) / TwoWellLangevin.share(1));
    for (int i = 0; i < SIZE; i++) {
      double squares = 0;
      double lines = 0;
      for (int well = 0; well < 2; well++) {
        double sign = 1 - 2 * well;
        double middle = TwoWellLangevin.centre(well, i);
        double pull = 1 / TwoWellLangevin.variance(well, i);
        centre[well][i] = middle;
        stiffness[well][i] = pull;
        squares -= sign * HALF * pull;
        lines += sign * middle * pull;
        sum -= sign * HALF * (middle * middle * pull - Math.log(pull));
      }
      square[i] = squares;
      linear[i] = lines;
    }
    this.constant = sum;
  }

  /** The pull of a well on number i of a state. */
  DoubleVector pull(int well, int i, DoubleVector x) {
    return x.sub(centre[well][i]).mul(stiffness[well][i]);
  }

  /** How fast that pull grows. */
  double stiffness(int well, int i) {
    return stiffness[well][i];
  }

  /** What number i adds to the logarithm of r / (1 - r). */
  DoubleVector addOdds(int i, DoubleVector x, DoubleVector odds) {
    DoubleVector slope = x.mul(square[i]).add(linear[i]);
    return x.fma(slope, odds);
  }

  /** What no number adds to it. */
  double odds() {
    return constant;
  }
}

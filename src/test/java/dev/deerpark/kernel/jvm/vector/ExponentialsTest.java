// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

/** The stated ulp, in float over every float of a coarse raster, in double at random. */
class ExponentialsTest {
  private static final long SEED = 8;
  private static final int RASTER = 997;

  private static double floatFall(double x) {
    return FloatExponentials.fall(FloatVector.broadcast(FloatVector.SPECIES_PREFERRED, (float) x))
        .lane(0);
  }

  private static double floatSoftplus(double given) {
    FloatVector x = FloatVector.broadcast(FloatVector.SPECIES_PREFERRED, (float) given);
    return FloatExponentials.softplus(x, FloatExponentials.fall(x)).lane(0);
  }

  private static double doubleFall(double x) {
    return DoubleExponentials.fall(DoubleVector.broadcast(DoubleVector.SPECIES_PREFERRED, x))
        .lane(0);
  }

  private static double doubleSoftplus(double given) {
    DoubleVector x = DoubleVector.broadcast(DoubleVector.SPECIES_PREFERRED, given);
    return DoubleExponentials.softplus(x, DoubleExponentials.fall(x)).lane(0);
  }

  @Test
  void inFloatFallIsWithinTwoUlpAndSoftplusWithinFour() {
    for (int bits = 0; bits < Float.floatToIntBits(110); bits += RASTER) {
      for (double x : new double[] {Float.intBitsToFloat(bits), -Float.intBitsToFloat(bits)}) {
        requireFloat("fall", x, floatFall(x), exactFall(x), 2);
        requireFloat("softplus", x, floatSoftplus(x), exactSoftplus(x), 4);
      }
    }
  }

  private static void requireFloat(String what, double x, double value, double exact, int ulps) {
    assertThat(Math.abs(value - exact))
        .as("%s(%s)", what, x)
        .isLessThanOrEqualTo(Math.max(ulps * Math.ulp((float) exact), 2 * Float.MIN_NORMAL));
  }

  @Test
  void inDoubleFallIsWithinTwoUlpAndSoftplusWithinFour() {
    Random random = new Random(SEED);
    for (int i = 0; i < 1_000_000; i++) {
      double size = i % 2 == 0 ? 709 * random.nextDouble() : Math.exp(-30 * random.nextDouble());
      double x = i % 4 < 2 ? size : -size;
      assertThat(Math.abs(doubleFall(x) - exactFall(x)))
          .as("fall(%s), seed %d", x, SEED)
          .isLessThanOrEqualTo(Math.max(2 * Math.ulp(exactFall(x)), 2 * Double.MIN_NORMAL));
      assertThat(Math.abs(doubleSoftplus(x) - exactSoftplus(x)))
          .as("softplus(%s), seed %d", x, SEED)
          .isLessThanOrEqualTo(Math.max(4 * Math.ulp(exactSoftplus(x)), 2 * Double.MIN_NORMAL));
    }
  }

  @Test
  void theEndsOfTheNumberLineAreRight() {
    for (double far : new double[] {1e20, Double.POSITIVE_INFINITY}) {
      assertThat(new double[] {floatFall(far), doubleFall(far)}).containsOnly(0);
      assertThat(new double[] {floatFall(-far), doubleFall(-far)}).containsOnly(0);
      assertThat(new double[] {floatSoftplus(-far), doubleSoftplus(-far)}).containsOnly(0);
      assertThat(floatSoftplus(far)).isEqualTo((float) far);
      assertThat(doubleSoftplus(far)).isEqualTo(far);
    }
    assertThat(new double[] {floatFall(Double.NaN), doubleFall(Double.NaN)})
        .containsOnly(Double.NaN);
    assertThat(new double[] {floatSoftplus(Double.NaN), doubleSoftplus(Double.NaN)})
        .containsOnly(Double.NaN);
    assertThat(new double[] {floatFall(0), doubleFall(0), floatFall(-0.0), doubleFall(-0.0)})
        .containsOnly(1);
  }

  /** NaN with other bits in its tail, which the scaling must not make a number of. */
  @Test
  void everyNanStaysOne() {
    for (int tail = 1; tail < 1 << 10; tail++) {
      assertThat(floatFall(Float.intBitsToFloat(0x7fc00000 | tail))).isNaN();
      assertThat(doubleFall(Double.longBitsToDouble(0x7ff8000000000000L | tail))).isNaN();
    }
  }

  private static double exactFall(double x) {
    return StrictMath.exp(-Math.abs(x));
  }

  private static double exactSoftplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(exactFall(x));
  }
}

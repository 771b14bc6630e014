package dev.deerpark.kernel.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

/** The stated ulp, in float over every float of a coarse raster, in double at random. */
class ExponentialsTest {
  private static final long SEED = 8;
  private static final int RASTER = 997;

  private static double floatExp(double x) {
    return FloatExponentials.exp(FloatVector.broadcast(FloatVector.SPECIES_PREFERRED, (float) x))
        .lane(0);
  }

  private static double floatSoftplus(double given) {
    FloatVector x = FloatVector.broadcast(FloatVector.SPECIES_PREFERRED, (float) given);
    return FloatExponentials.softplus(x, FloatExponentials.fall(x)).lane(0);
  }

  private static double doubleExp(double x) {
    return DoubleExponentials.exp(DoubleVector.broadcast(DoubleVector.SPECIES_PREFERRED, x))
        .lane(0);
  }

  private static double doubleSoftplus(double given) {
    DoubleVector x = DoubleVector.broadcast(DoubleVector.SPECIES_PREFERRED, given);
    return DoubleExponentials.softplus(x, DoubleExponentials.fall(x)).lane(0);
  }

  @Test
  void inFloatExpIsWithinTwoUlpAndSoftplusWithinFour() {
    for (int bits = 0; bits < Float.floatToIntBits(110); bits += RASTER) {
      for (double x : new double[] {Float.intBitsToFloat(bits), -Float.intBitsToFloat(bits)}) {
        requireFloat("exp", x, floatExp(x), StrictMath.exp(x), 2);
        requireFloat("softplus", x, floatSoftplus(x), exactSoftplus(x), 4);
      }
    }
  }

  private static void requireFloat(String what, double x, double value, double exact, int ulps) {
    if (exact > Float.MAX_VALUE) {
      assertThat(value).as("%s(%s)", what, x).isEqualTo(Double.POSITIVE_INFINITY);
    } else {
      assertThat(Math.abs(value - exact))
          .as("%s(%s)", what, x)
          .isLessThanOrEqualTo(ulps * Math.ulp((float) exact));
    }
  }

  @Test
  void inDoubleExpIsWithinTwoUlpAndSoftplusWithinFour() {
    Random random = new Random(SEED);
    for (int i = 0; i < 1_000_000; i++) {
      double size = i % 2 == 0 ? 709 * random.nextDouble() : Math.exp(-30 * random.nextDouble());
      double x = i % 4 < 2 ? size : -size;
      assertThat(Math.abs(doubleExp(x) - StrictMath.exp(x)))
          .as("exp(%s), seed %d", x, SEED)
          .isLessThanOrEqualTo(2 * Math.ulp(StrictMath.exp(x)));
      assertThat(Math.abs(doubleSoftplus(x) - exactSoftplus(x)))
          .as("softplus(%s), seed %d", x, SEED)
          .isLessThanOrEqualTo(4 * Math.ulp(exactSoftplus(x)));
    }
  }

  @Test
  void theEndsOfTheNumberLineAreRight() {
    for (double far : new double[] {1e20, Double.POSITIVE_INFINITY}) {
      assertThat(new double[] {floatExp(far), doubleExp(far)})
          .containsOnly(Double.POSITIVE_INFINITY);
      assertThat(new double[] {floatExp(-far), doubleExp(-far)}).containsOnly(0);
      assertThat(new double[] {floatSoftplus(-far), doubleSoftplus(-far)}).containsOnly(0);
      assertThat(floatSoftplus(far)).isEqualTo((float) far);
      assertThat(doubleSoftplus(far)).isEqualTo(far);
    }
    assertThat(new double[] {floatExp(Double.NaN), doubleExp(Double.NaN)}).containsOnly(Double.NaN);
    assertThat(new double[] {floatSoftplus(Double.NaN), doubleSoftplus(Double.NaN)})
        .containsOnly(Double.NaN);
    assertThat(new double[] {floatExp(0), doubleExp(0), floatExp(-0.0), doubleExp(-0.0)})
        .containsOnly(1);
  }

  /** NaN with other bits in its tail, which the scaling must not make a number of. */
  @Test
  void everyNanStaysOne() {
    for (int tail = 1; tail < 1 << 10; tail++) {
      assertThat(floatExp(Float.intBitsToFloat(0x7fc00000 | tail))).isNaN();
      assertThat(doubleExp(Double.longBitsToDouble(0x7ff8000000000000L | tail))).isNaN();
    }
  }

  private static double exactSoftplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}

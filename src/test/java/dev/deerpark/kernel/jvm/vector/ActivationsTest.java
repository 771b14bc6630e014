// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.junit.jupiter.api.Test;

/** The stated ulp, in float over every float of a coarse raster, in double at random. */
class ActivationsTest {
  private static final long SEED = 7;
  private static final int RASTER = 997;

  private static double floatTanh(double x) {
    return FloatActivations.tanh(FloatVector.broadcast(FloatVector.SPECIES_PREFERRED, (float) x))
        .lane(0);
  }

  private static double floatSigmoid(double x) {
    return FloatActivations.sigmoid(FloatVector.broadcast(FloatVector.SPECIES_PREFERRED, (float) x))
        .lane(0);
  }

  private static double doubleTanh(double x) {
    return DoubleActivations.tanh(DoubleVector.broadcast(DoubleVector.SPECIES_PREFERRED, x))
        .lane(0);
  }

  private static double doubleSigmoid(double x) {
    return DoubleActivations.sigmoid(DoubleVector.broadcast(DoubleVector.SPECIES_PREFERRED, x))
        .lane(0);
  }

  @Test
  void inFloatTanhIsWithinSixUlpAndSigmoidWithinTwoUlpOfOne() {
    for (int bits = 0; bits < Float.floatToIntBits(30); bits += RASTER) {
      double x = Float.intBitsToFloat(bits);
      double exact = StrictMath.tanh(x);
      assertThat(Math.abs(floatTanh(x) - exact))
          .as("tanh(%s)", x)
          .isLessThanOrEqualTo(6 * Math.ulp((float) exact));
      assertThat(Math.abs(floatSigmoid(x) - exactSigmoid(x)))
          .as("sigmoid(%s)", x)
          .isLessThanOrEqualTo(2 * Math.ulp(1f));
    }
  }

  @Test
  void inDoubleTanhIsWithinEightUlpAndSigmoidWithinThreeUlpOfOne() {
    Random random = new Random(SEED);
    for (int i = 0; i < 1_000_000; i++) {
      double x = i % 2 == 0 ? 30 * random.nextDouble() : Math.exp(-30 * random.nextDouble());
      double exact = StrictMath.tanh(x);
      assertThat(Math.abs(doubleTanh(x) - exact))
          .as("tanh(%s), seed %d", x, SEED)
          .isLessThanOrEqualTo(8 * Math.ulp(exact));
      assertThat(Math.abs(doubleSigmoid(x) - exactSigmoid(x)))
          .as("sigmoid(%s), seed %d", x, SEED)
          .isLessThanOrEqualTo(3 * Math.ulp(1.0));
    }
  }

  @Test
  void tanhIsOddAndStaysWithinOne() {
    Random random = new Random(SEED);
    for (int i = 0; i < 300_000; i++) {
      double x = (float) (30 * random.nextDouble());
      for (DoubleUnaryOperator tanh :
          new DoubleUnaryOperator[] {ActivationsTest::floatTanh, ActivationsTest::doubleTanh}) {
        double y = tanh.applyAsDouble(x);
        assertThat(y).as("tanh(%s), seed %d", x, SEED).isBetween(0.0, 1.0);
        assertThat(tanh.applyAsDouble(-x)).as("tanh(-%s), seed %d", x, SEED).isEqualTo(-y);
      }
    }
  }

  @Test
  void inFloatTanhStaysWithinOneAtEveryFloatNearItsLimit() {
    VectorSpecies<Float> species = FloatVector.SPECIES_PREFERRED;
    float[] x = new float[species.length()];
    int end = Float.floatToIntBits(9);
    for (int bits = Float.floatToIntBits(4); bits < end; bits += x.length) {
      for (int lane = 0; lane < x.length; lane++) {
        x[lane] = Float.intBitsToFloat(bits + lane);
      }
      FloatVector y = FloatActivations.tanh(FloatVector.fromArray(species, x, 0));
      assertThat(y.compare(VectorOperators.GT, 1).anyTrue()).as("tanh from %s on", x[0]).isFalse();
    }
  }

  @Test
  void theEndsOfTheNumberLineAreRight() {
    for (double far : new double[] {1e20, Double.POSITIVE_INFINITY}) {
      assertThat(new double[] {floatTanh(far), doubleTanh(far)}).containsOnly(1);
      assertThat(new double[] {floatSigmoid(-far), doubleSigmoid(-far)}).containsOnly(0);
    }
    assertThat(new double[] {floatTanh(Double.NaN), doubleTanh(Double.NaN)})
        .containsOnly(Double.NaN);
    assertThat(1 / floatTanh(-0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  private static double exactSigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}

package dev.deerpark.kernel.jvm;

import dev.deerpark.sequence.Numbers;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** How cells in double go through their arrays: vector by vector. */
final class DoubleVectors {
  static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /** Numbers in a vector. */
  static final int VECTOR = SPECIES.length();

  private DoubleVectors() {}

  static double[] array(Numbers numbers) {
    return ((Numbers.Doubles) numbers).array();
  }

  static DoubleVector load(double[] array, int at) {
    return DoubleVector.fromArray(SPECIES, array, at);
  }

  /** So many numbers and those that fill the last vector up. */
  static int filled(int length) {
    return SPECIES.loopBound(length + VECTOR - 1);
  }
}

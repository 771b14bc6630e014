// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.vector;

import dev.deerpark.base.Numbers;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** How cells in float go through their arrays: vector by vector. */
public final class FloatVectors {
  public static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Numbers in a vector. */
  public static final int VECTOR = SPECIES.length();

  private FloatVectors() {}

  /** The array behind numbers that are float. */
  public static float[] array(Numbers numbers) {
    return ((Numbers.Floats) numbers).array();
  }

  /** A vector of the numbers that begin at {@code at}. */
  public static FloatVector load(float[] array, int at) {
    return FloatVector.fromArray(SPECIES, array, at);
  }

  /** A length rounded up to whole vectors. */
  public static int filled(int length) {
    return SPECIES.loopBound(length + VECTOR - 1);
  }

  /**
   * Repeats a number of each unit in every lane.
   *
   * @param numbers {@code [blocks][size]}
   * @param span the length of a block in the result
   * @return {@code [blocks][span]}
   */
  public static float[] spread(double[] numbers, int blocks, int lanes, int span) {
    int size = numbers.length / blocks;
    float[] spread = new float[Math.multiplyExact(blocks, span)];
    for (int i = 0; i < numbers.length; i++) {
      int from = i / size * span + i % size * lanes;
      Arrays.fill(spread, from, from + lanes, (float) numbers[i]);
    }
    return spread;
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import dev.deerpark.base.Numbers;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** How cells in float go through their arrays: vector by vector. */
final class FloatVectors {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Numbers in a vector. */
  static final int VECTOR = SPECIES.length();

  private FloatVectors() {}

  static float[] array(Numbers numbers) {
    return ((Numbers.Floats) numbers).array();
  }

  static FloatVector load(float[] array, int at) {
    return FloatVector.fromArray(SPECIES, array, at);
  }

  /** So many numbers and those that fill the last vector up. */
  static int filled(int length) {
    return SPECIES.loopBound(length + VECTOR - 1);
  }
}

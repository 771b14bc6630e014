// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Sha256Test {

  /** The standard's own example (FIPS 180-4, for "abc"). */
  @Test
  void itIsTheStandardsDigest() {
    assertThat(Sha256.hex("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void numbersThatJavasHashCannotTellApartDiffer() {
    double[] one = {Double.longBitsToDouble(0x3ff00000_00000001L)};
    double[] other = {Double.longBitsToDouble(0x3ff00001_00000000L)};
    assertThat(Arrays.hashCode(one)).isEqualTo(Arrays.hashCode(other));
    assertThat(Sha256.hex(one)).isNotEqualTo(Sha256.hex(other)).hasSize(64);
    assertThat(Sha256.hex(new double[] {0.0})).isNotEqualTo(Sha256.hex(new double[] {-0.0}));
    assertThat(Sha256.hex(new double[1])).isNotEqualTo(Sha256.hex(new double[2]));
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The affine elements: composition in every mixture of forms, and exactness where nothing moves.
 */
class AnchoredMapTest {
  private static final int SIZE = 3;
  private static final long SEED = 11;

  private static double[] vector(Random random, int length) {
    return random.doubles(length, -1, 1).toArray();
  }

  private static List<LinearMap> forms(Random random) {
    return List.of(
        new LinearMap.Zero(),
        new LinearMap.Identity(),
        new LinearMap.Diagonal(vector(random, SIZE)),
        new LinearMap.Matrix(SIZE, vector(random, SIZE * SIZE)));
  }

  private static AnchoredMap map(LinearMap form, Random random) {
    return new AnchoredMap(form, vector(random, SIZE), vector(random, SIZE));
  }

  @Test
  void composingIsApplyingOneAfterTheOther() {
    Random random = new Random(SEED);
    for (LinearMap first : forms(random)) {
      for (LinearMap second : forms(random)) {
        AnchoredMap earlier = map(first, random);
        AnchoredMap later = map(second, random);
        double[] state = vector(random, SIZE);
        assertThat(later.after(earlier).apply(state))
            .as("%s after %s, seed %d", second, first, SEED)
            .containsExactly(later.apply(earlier.apply(state)), within(1e-15));
      }
    }
  }

  @Test
  void compositionIsAssociative() {
    Random random = new Random(SEED);
    for (LinearMap a : forms(random)) {
      for (LinearMap b : forms(random)) {
        for (LinearMap c : forms(random)) {
          AnchoredMap first = map(a, random);
          AnchoredMap second = map(b, random);
          AnchoredMap third = map(c, random);
          double[] state = vector(random, SIZE);
          assertThat(third.after(second).after(first).apply(state))
              .containsExactly(third.after(second.after(first)).apply(state), within(1e-15));
        }
      }
    }
  }

  @Test
  void theAnchorGoesToTheImageItselfWhateverTheMatrixHolds() {
    double[] infinite = new double[SIZE * SIZE];
    java.util.Arrays.fill(infinite, Double.POSITIVE_INFINITY);
    double[] anchor = {1, 2, 3};
    double[] image = {0.1, 0.2, 0.3};
    AnchoredMap map = new AnchoredMap(new LinearMap.Matrix(SIZE, infinite), anchor, image);
    assertThat(map.apply(anchor.clone())).isEqualTo(image);
  }

  @Test
  void aCorrectionThatIsNotFiniteIsDropped() {
    double[] huge = new double[SIZE * SIZE];
    java.util.Arrays.fill(huge, Double.MAX_VALUE);
    double[] image = {0.1, 0.2, 0.3};
    AnchoredMap map = new AnchoredMap(new LinearMap.Matrix(SIZE, huge), new double[SIZE], image);
    assertThat(map.apply(new double[] {1e10, 1, 1})).isEqualTo(image);
  }
}

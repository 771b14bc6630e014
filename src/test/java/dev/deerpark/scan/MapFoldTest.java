// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MapFoldTest {
  private static final long SEED = 3;

  private static SegmentMap map(Random random, double gain) {
    return new AnchoredMap(
        new LinearMap.Matrix(3, random.doubles(9, -gain, gain).toArray()),
        random.doubles(3).toArray(),
        random.doubles(3).toArray());
  }

  private static MapFold fold(List<SegmentMap> maps) {
    MapFold fold = MapFold.of(maps.get(0));
    for (SegmentMap next : maps.subList(1, maps.size())) {
      fold = fold.then(next);
    }
    return fold;
  }

  @Test
  void aFoldIsTheCompositionFromTheLeft() {
    Random random = new Random(SEED);
    List<SegmentMap> maps = Stream.generate(() -> map(random, 1)).limit(4).toList();
    SegmentMap expected = maps.get(3).after(maps.get(2).after(maps.get(1).after(maps.get(0))));
    MapFold fold = fold(maps);
    assertThat(fold.whole()).usingRecursiveComparison().isEqualTo(expected);
    assertThat(fold.dropped()).isZero();
  }

  @Test
  void thePendingMoveIsTheLargestBetweenTwoMaps() {
    // from 1 to 3, relative to 1 + 1, and from 5 to 6, relative to 1 + 5
    assertThat(fold(List.of(line(0, 1), line(3, 5), line(6, 0))).pendingMove()).isEqualTo(1);
  }

  /** From an anchor to an image, in one dimension, forgetting. */
  private static SegmentMap line(double anchor, double image) {
    return new AnchoredMap(new LinearMap.Zero(), new double[] {anchor}, new double[] {image});
  }

  @Test
  void aWholeThatOverflowsForgetsItsBeginningAndIsCounted() {
    Random random = new Random(SEED);
    List<SegmentMap> maps = Stream.generate(() -> map(random, 1e200)).limit(2).toList();
    MapFold fold = fold(maps);
    assertThat(fold.dropped()).isEqualTo(1);
    assertThat(fold.whole().isFinite()).isTrue();
    double[] anchor = maps.get(0).anchor();
    assertThat(fold.whole().apply(Belief.exact(new double[] {7, 8, 9})).mean())
        .isEqualTo(fold.whole().apply(Belief.exact(anchor)).mean());
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.jvm.vector.VectorMatrixProduct;
import dev.deerpark.linear.MatrixProduct;
import dev.deerpark.linear.RowArithmetic;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.LinearMap;
import dev.deerpark.scan.MapFold;
import dev.deerpark.sequence.States;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Flat arrays of maps against the maps one by one. */
class AffineBlockTest {
  private static final long SEED = 3;
  private static final int SEGMENTS = 40;

  /** What may be odd about a block. */
  private enum Oddity {
    NONE,
    PREFIX,
    LOST_ENDS,
    OVERFLOW,
    STILL
  }

  private record Case(JacobianForm form, Damping damping, Oddity oddity, int size) {
    SegmentMaps maps() {
      Random random = new Random(SEED);
      States starts = states(random);
      States ends = states(random);
      double scale = oddity == Oddity.OVERFLOW ? 1e30 : 1.0 / size;
      int entries = form.entries(size);
      double[] jacobians = random.doubles((long) SEGMENTS * entries, -scale, scale).toArray();
      switch (oddity) {
        case LOST_ENDS -> {
          ends.array()[7 * size] = Double.NaN;
          ends.array()[20 * size + size - 1] = Double.NEGATIVE_INFINITY;
        }
        case STILL -> starts.array()[0] = -0.0;
        default -> {}
      }
      if (oddity == Oddity.STILL) {
        for (int segment = 1; segment < SEGMENTS; segment++) {
          starts.set(segment, ends.get(segment - 1));
        }
      }
      SweepPlan plan = new SweepPlan(form, damping, oddity == Oddity.PREFIX ? 12 : 0, 0);
      long first = oddity == Oddity.PREFIX ? 3 : 100;
      return new SegmentMaps(plan, first, starts, ends, jacobians, Restarting.NONE);
    }

    private States states(Random random) {
      return new States(random.doubles((long) SEGMENTS * size, -1, 1).toArray(), size);
    }
  }

  static Stream<Case> cases() {
    List<Damping> dampings =
        List.of(
            Damping.NONE,
            Damping.clip(0.05),
            Damping.scale(0.5),
            Damping.NONE.with(Reset.published(Precision.DOUBLE)));
    return Arrays.stream(JacobianForm.values())
        .flatMap(
            form ->
                dampings.stream()
                    .flatMap(
                        damping ->
                            Arrays.stream(Oddity.values())
                                .flatMap(
                                    oddity ->
                                        Stream.of(1, 3, 8, 13, 27)
                                            .map(size -> new Case(form, damping, oddity, size)))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void foldsToTheBitsOfTheMapsOneByOne(Case given) {
    SegmentMaps maps = given.maps();
    MapFold expected = new MapsOneByOne(maps).fold();
    for (MatrixProduct products : List.of(MatrixProduct.PLAIN, new VectorMatrixProduct())) {
      MapFold folded = AffineBlock.of(maps, products.rows()).fold(products);
      assertThat(folded.dropped()).isEqualTo(expected.dropped());
      assertThat(folded.pendingMove()).isEqualTo(expected.pendingMove());
      assertThat(folded.whole().anchor()).containsExactly(expected.whole().anchor());
      assertThat(folded.whole().image()).containsExactly(expected.whole().image());
      LinearMap linear = ((AnchoredMap) folded.whole()).map();
      LinearMap expectedLinear = ((AnchoredMap) expected.whole()).map();
      assertThat(linear).hasSameClassAs(expectedLinear);
      assertThat(linear.matrix(given.size())).containsExactly(expectedLinear.matrix(given.size()));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void takesStatesAlongWithTheBitsOfTheMapsOneByOne(Case given) {
    SegmentMaps maps = given.maps();
    double[] start = new Random(SEED + 1).doubles(given.size(), -1, 1).toArray();
    RowArithmetic rows = new VectorMatrixProduct().rows();
    States along = AffineBlock.of(maps, rows).along(start, rows);
    double[] state = start;
    for (int segment = 0; segment < SEGMENTS; segment++) {
      assertThat(along.get(segment)).as("segment %d", segment).containsExactly(state);
      state = ((AnchoredMap) new MapsOneByOne(maps).map(segment)).apply(state);
    }
  }
}

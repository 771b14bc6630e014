// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.kernel.jvm.vector.VectorMatrixProduct;
import dev.deerpark.linear.MatrixProduct;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.Belief;
import dev.deerpark.scan.MapFold;
import dev.deerpark.scan.Uncertainty;
import dev.deerpark.sequence.States;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Filters of a block in flat arrays against the maps one by one, bit for bit. */
class FilterBlockTest {
  private static final long SEED = 5;
  private static final int SEGMENTS = 24;
  private static final long FIRST = 100;
  private static final List<MatrixProduct> PRODUCTS =
      List.of(MatrixProduct.PLAIN, new VectorMatrixProduct());

  /** What may be odd about a block. */
  private enum Oddity {
    NONE,
    /** Its first segments are exact. */
    PREFIX,
    /** The first segments that are not exact are settled, and not damped. */
    SETTLED,
    LOST_ENDS,
    /** A series begins within the block. */
    RESTART,
    /** The maps without damping overflow together. */
    OVERFLOW,
    /** Every segment begins where the one before ends. */
    STILL,
    /** The Jacobians are so small that their product underflows. */
    TINY
  }

  private record Case(JacobianForm form, Damping damping, Oddity oddity, int size) {

    SegmentMaps maps() {
      Random random = new Random(SEED);
      States starts = states(random);
      States ends = states(random);
      double scale =
          switch (oddity) {
            case OVERFLOW -> 1e40;
            case TINY -> 1e-30;
            default -> 1.5 / Math.sqrt(size);
          };
      int entries = form.entries(size);
      double[] jacobians = random.doubles((long) SEGMENTS * entries, -scale, scale).toArray();
      if (oddity == Oddity.LOST_ENDS) {
        ends.array()[7 * size] = Double.NaN;
        ends.array()[15 * size + size - 1] = Double.NEGATIVE_INFINITY;
      }
      for (int segment = 1; oddity == Oddity.STILL && segment < SEGMENTS; segment++) {
        starts.set(segment, ends.get(segment - 1));
      }
      boolean[] restarts = new boolean[SEGMENTS];
      restarts[11] = true;
      Restarting restarting = oddity == Oddity.RESTART ? new Restarting(restarts) : Restarting.NONE;
      return new SegmentMaps(plan(), FIRST, starts, ends, jacobians, restarting);
    }

    private States states(Random random) {
      return new States(random.doubles((long) SEGMENTS * size, -1, 1).toArray(), size);
    }

    private SweepPlan plan() {
      long exact = oddity == Oddity.PREFIX || oddity == Oddity.SETTLED ? FIRST + 4 : 0;
      boolean settled = oddity == Oddity.SETTLED || oddity == Oddity.OVERFLOW;
      return new SweepPlan(form, damping, exact, settled ? FIRST + 16 : 0);
    }

    MapsOneByOne reference() {
      return new MapsOneByOne(maps());
    }

    List<Belief> starts() {
      Random random = new Random(SEED + 1);
      double[] state = random.doubles(size, -1, 1).toArray();
      Uncertainty error =
          form == JacobianForm.DENSE
              ? new Uncertainty.Factor(random.doubles((long) size * size, -1, 1).toArray())
              : new Uncertainty.Variances(random.doubles(size, 0, 2).toArray());
      return List.of(Belief.exact(state), new Belief(state, error));
    }
  }

  static Stream<Case> cases() {
    List<Damping> dampings =
        List.of(
            Damping.filter(0.01),
            Damping.filter(3).withPublishedPrefix(),
            new Damping(new Shrinking.Clip(0.5), Filter.NONE.withLambda(1e-6), 10, Reset.DROP));
    return Stream.of(JacobianForm.DIAGONAL, JacobianForm.DENSE)
        .flatMap(
            form ->
                dampings.stream()
                    .flatMap(
                        damping ->
                            Arrays.stream(Oddity.values())
                                .flatMap(
                                    oddity ->
                                        Stream.of(1, 3, 4, 8, 13, 24)
                                            .map(size -> new Case(form, damping, oddity, size)))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void foldsToTheBitsOfTheMapsOneByOne(Case given) {
    MapFold expected = given.reference().fold();
    for (MatrixProduct products : PRODUCTS) {
      assertThat(FilterBlock.of(given.maps(), products).fold())
          .usingRecursiveComparison()
          .withStrictTypeChecking()
          .withEqualsForType(Double::equals, Double.class)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void filtersToTheBitsOfTheMapsOneByOne(Case given) {
    for (Belief start : given.starts()) {
      for (int known : new int[] {-1, 0, 9}) {
        List<double[]> expected = given.reference().means(start, known);
        for (MatrixProduct products : PRODUCTS) {
          States means = FilterBlock.of(given.maps(), products).means(start, known);
          for (int segment = 0; segment < SEGMENTS; segment++) {
            assertThat(means.get(segment))
                .as("segment %d, known %d", segment, known)
                .containsExactly(expected.get(segment));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void smoothsToTheBitsOfTheMapsOneByOne(Case given) {
    // an undamped segment is smoothed only where its start is known
    int known = given.oddity() == Oddity.SETTLED ? 4 : given.oddity() == Oddity.OVERFLOW ? 0 : -1;
    SegmentMaps maps = given.maps();
    BlockIterate block =
        new BlockIterate(
            0,
            FIRST,
            maps.plan(),
            maps.starts(),
            maps.ends(),
            maps.jacobians(),
            null,
            maps.restarting(),
            null);
    SweepPlan next = new SweepPlan(given.form(), given.damping(), known < 0 ? 0 : FIRST + known, 0);
    if (known >= 0 && !next.becomesExact(FIRST + known)) {
      return;
    }
    double[] later = new Random(SEED + 2).doubles(given.size(), -1, 1).toArray();
    for (Belief start : given.starts()) {
      List<AnchoredMap> expected = given.reference().backward(start, known);
      for (MatrixProduct products : PRODUCTS) {
        BlockSmoother smoother = BlockSmoother.along(block, start, next, products);
        assertThat(smoother.whole())
            .usingRecursiveComparison()
            .withStrictTypeChecking()
            .withEqualsForType(Double::equals, Double.class)
            .isEqualTo(MapsOneByOne.whole(expected));
        States means = smoother.means(later);
        double[] after = later;
        for (int segment = SEGMENTS - 1; segment >= 0; segment--) {
          after = expected.get(segment).apply(after);
          assertThat(means.get(segment)).as("segment %d", segment).containsExactly(after);
        }
      }
    }
  }
}

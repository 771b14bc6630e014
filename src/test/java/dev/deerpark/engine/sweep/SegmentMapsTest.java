// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.linear.RowArithmetic;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.Belief;
import dev.deerpark.scan.DiagonalKalmanMap;
import dev.deerpark.scan.KalmanMap;
import dev.deerpark.scan.LinearMap;
import dev.deerpark.scan.SegmentMap;
import dev.deerpark.scan.Uncertainty;
import dev.deerpark.sequence.States;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SegmentMapsTest {
  private static final States STARTS = new States(new double[] {1, 2, 3, 4, 5, 6}, 2);
  private static final States ENDS = new States(new double[] {3, 4, 5, 6, Double.NaN, 0}, 2);
  private static final double[] DENSE = {1, -2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  private static final double[] DIAGONAL = {1, -2, 3, 4, 5, 6};

  private static SegmentMaps maps(JacobianForm form, Damping damping, long exact) {
    double[] jacobians =
        switch (form) {
          case DENSE -> DENSE;
          case DIAGONAL -> DIAGONAL;
          case ZERO, IDENTITY, SECANT -> new double[0];
        };
    SweepPlan plan = new SweepPlan(form, damping, exact, exact);
    return new SegmentMaps(plan, 10, STARTS, ENDS, jacobians, Restarting.NONE);
  }

  /** The Jacobian of one segment times a vector. */
  private static double[] times(SegmentMaps maps, int segment, double... vector) {
    boolean[] wanted = new boolean[STARTS.count()];
    wanted[segment] = true;
    return maps.times(States.repeated(vector, STARTS.count()), wanted).get(segment);
  }

  @Test
  void anElementGoesFromItsStartToItsEndByItsJacobian() {
    for (JacobianForm form : JacobianForm.values()) {
      SegmentMap map = new MapsOneByOne(maps(form, Damping.NONE, 0)).map(1);
      assertThat(map.anchor()).containsExactly(3, 4);
      assertThat(map.image()).containsExactly(5, 6);
    }
    assertThat(times(maps(JacobianForm.DENSE, Damping.NONE, 0), 1, 1, 0)).containsExactly(5, 7);
    assertThat(times(maps(JacobianForm.DIAGONAL, Damping.NONE, 0), 1, 1, 1)).containsExactly(3, 4);
  }

  @Test
  void ofAnExactSegmentNoJacobianIsLookedAt() {
    SegmentMaps maps = maps(JacobianForm.DENSE, Damping.filter(1), 10);
    assertThat(((AnchoredMap) new MapsOneByOne(maps).map(0)).map()).isEqualTo(new LinearMap.Zero());
    assertThat(new MapsOneByOne(maps).map(1)).isInstanceOf(KalmanMap.class);
    SegmentMaps published =
        maps(JacobianForm.DIAGONAL, Damping.filter(1).withPublishedPrefix(), 10);
    assertThat(new MapsOneByOne(published).map(0)).isInstanceOf(DiagonalKalmanMap.class);
  }

  @Test
  void theEndOfASegmentWithARestartIsKnownWhateverItsStartIs() {
    Restarting restarting = new Restarting(new boolean[] {false, true, false});
    for (JacobianForm form : new JacobianForm[] {JacobianForm.DENSE, JacobianForm.DIAGONAL}) {
      SweepPlan plan = new SweepPlan(form, Damping.filter(1), 0, 0);
      SegmentMaps maps = new SegmentMaps(plan, 10, STARTS, ENDS, DENSE, restarting);
      SegmentMap map = new MapsOneByOne(maps).map(1);
      Belief uncertain =
          new Belief(new double[] {9, 9}, new Uncertainty.Factor(new double[] {1, 0, 2, 3}));
      Belief after = map.push(map.observe(uncertain));
      assertThat(after.isExact()).isTrue();
      assertThat(after.mean()).containsExactly(5, 6);
      assertThat(map.gain(uncertain, after)).isEqualTo(new LinearMap.Zero());
      assertThat(new MapsOneByOne(maps).map(0)).isNotInstanceOf(AnchoredMap.class);
      assertThat(times(maps, 1, 1, 1)).containsExactly(0, 0);
      // and so it is within a run
      Belief run = map.after(new MapsOneByOne(maps).map(0)).apply(uncertain);
      assertThat(run.mean()).containsExactly(5, 6);
    }
    SweepPlan picard = SweepPlan.of(JacobianForm.IDENTITY, Damping.NONE);
    SegmentMaps identity = new SegmentMaps(picard, 10, STARTS, ENDS, new double[0], restarting);
    AffineBlock block = AffineBlock.of(identity, RowArithmetic.PLAIN);
    assertThat(block.along(new double[] {0, 1}, RowArithmetic.PLAIN).get(2)).containsExactly(5, 6);
  }

  @Test
  void anEndThatIsNotFiniteSendsEverythingToTheStart() {
    AnchoredMap map =
        (AnchoredMap) new MapsOneByOne(maps(JacobianForm.DENSE, Damping.NONE, 0)).map(2);
    assertThat(map.apply(new double[] {7, 7})).containsExactly(5, 6);
  }

  @Test
  void asPublishedItIsReset() {
    Damping published = Damping.NONE.with(Reset.published(Precision.DOUBLE));
    AnchoredMap map = (AnchoredMap) new MapsOneByOne(maps(JacobianForm.ZERO, published, 0)).map(2);
    assertThat(map.apply(new double[] {7, 7})).containsExactly(0, 0);
    assertThat(
            ((AnchoredMap) new MapsOneByOne(maps(JacobianForm.ZERO, published, 12)).map(2)).image())
        .contains(Double.NaN);
  }

  @Test
  void shrinkingIsOfTheJacobianThatIsUsedAlone() {
    assertThat(times(maps(JacobianForm.DIAGONAL, Damping.scale(0.5), 0), 0, 1, 1))
        .containsExactly(0.5, -1);
    assertThat(times(maps(JacobianForm.DIAGONAL, Damping.clip(1.5), 0), 0, 1, 1))
        .containsExactly(1, -1.5);
    double[] all = maps(JacobianForm.DENSE, Damping.clip(0.1), 0).shrunkJacobians();
    double[] clipped = Arrays.copyOf(all, 4);
    assertThat(dev.deerpark.linear.Dense.normBound(2, clipped)).isLessThanOrEqualTo(0.1 + 1e-15);
    assertThat(DENSE[0]).isEqualTo(1);
    assertThat(DIAGONAL[1]).isEqualTo(-2);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.engine.Engine.Sweep;
import dev.deerpark.engine.summary.SweepSummary;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.recurrence.JacobianForm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputErrorTest {

  private static Sweep changing(double change) {
    SweepSummary summary = TestHistory.summary(1, 1);
    return new Sweep(
        new SweepSummary(
            summary.joints(),
            summary.update().changing(change),
            summary.work(),
            summary.nonFinite(),
            summary.magnitudes(),
            0,
            summary.growth()),
        100);
  }

  /** The estimate after some changes. */
  private static double after(double... changes) {
    List<IterationRecord> history = new ArrayList<>();
    history.add(new IterationRecord(0, JacobianForm.ZERO, Damping.NONE, changing(0), 0));
    Sweep sweep = changing(0);
    for (double change : changes) {
      sweep = OutputError.estimated(changing(change), List.copyOf(history));
      history.add(new IterationRecord(history.size(), JacobianForm.ZERO, Damping.NONE, sweep, 0));
    }
    return sweep.estimatedError();
  }

  @Test
  void theChangesToComeAreSummedUpAndMayBeTenTimesAsLargeBetweenTheMarks() {
    assertThat(after(0.1, 0.01)).isEqualTo(0.1 / 9, within(1e-15));
    assertThat(after(0.1, 0.05)).isEqualTo(0.5, within(1e-15));
    assertThat(after(0.1, 0.1)).as("no faster than that").isEqualTo(9, within(1e-12));
  }

  @Test
  void beforeTheSecondChangeAsMuchMayBeToCome() {
    assertThat(after(0.1)).isEqualTo(1);
    assertThat(after(Double.NaN, 0.1)).isEqualTo(1);
  }

  @Test
  void theEstimateOfTheStatesHoldsWhereItIsSmallerOrNothingIsKnown() {
    assertThat(after(50)).isEqualTo(100);
    assertThat(after(Double.NaN)).isEqualTo(100);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.sequence.Layout;
import dev.deerpark.study.model.Messages;
import dev.deerpark.study.simulation.Simulation.Played;
import org.junit.jupiter.api.Test;

/** The simulation does what the formulas say where they say anything. */
class SimulationTest {
  private static final double STEP = 1e-5;
  private static final double COMBINE = 1e-4;
  private static final long BYTES = 1000;
  private static final double BEGIN = 2e-2;

  private static SimulatedSweep sweep(int blocks, int partitions, int groupSize) {
    Layout layout = new Layout(0, 1000L * blocks, 100, 10, partitions, 8);
    return new SimulatedSweep(layout, 0, STEP, BYTES, COMBINE, groupSize);
  }

  private static SimulatedCluster ideal(int cores) {
    return SimulatedCluster.ideal(cores, BEGIN, 1e-3, 5e-3, 1e8);
  }

  @Test
  void onOneCoreTheTimeIsTheSumOfItsParts() {
    Played played = Simulation.play(ideal(1), sweep(64, 1, 0), 0);
    double work = 64_000 * STEP;
    assertThat(played.seconds())
        .isCloseTo(BEGIN + work + 2 * 1e-3 + 2 * 5e-3 + BYTES / 1e8, within(1e-9));
    assertThat(played.combinations()).isEqualTo(63);
    assertThat(played.driverCombinations()).isZero();
  }

  @Test
  void theTreeIsTheScansOwnWhoeverMerges() {
    for (int partitions : new int[] {2, 3, 7, 40, 200, 512}) {
      SimulatedSweep flat = sweep(512, partitions, 0);
      Played onDriver = Simulation.play(ideal(64), flat, 0);
      Played inGroups = Simulation.play(ideal(64), sweep(512, partitions, 16), 0);
      assertThat(onDriver.combinations()).as("%d partitions", partitions).isEqualTo(511);
      assertThat(inGroups.combinations()).as("%d partitions", partitions).isEqualTo(511);
      assertThat(onDriver.driverBytes())
          .isEqualTo(BYTES * Messages.allElements(flat.layout()))
          .isGreaterThanOrEqualTo(inGroups.driverBytes());
    }
  }

  @Test
  void moreCoresHelpUntilTheDriverIsTheLimit() {
    int blocks = 20_000;
    double few = Simulation.play(ideal(10), sweep(blocks, 10, 0), 0).seconds();
    double some = Simulation.play(ideal(100), sweep(blocks, 100, 0), 0).seconds();
    double many = Simulation.play(ideal(10_000), sweep(blocks, 10_000, 0), 0).seconds();
    assertThat(few / some).isBetween(7.0, 10.0);
    assertThat(many).as("ten thousand tasks, a millisecond each to send").isGreaterThan(10);
  }

  @Test
  void aTreePaysWhereElementsAreLarge() {
    Layout layout = new Layout(0, 4_000_000, 100, 10, 1000, 8);
    long matrix = 8L * 256 * 256;
    SimulatedSweep flat = new SimulatedSweep(layout, 0, STEP, matrix, 0.02, 0);
    SimulatedSweep tree = new SimulatedSweep(layout, 0, STEP, matrix, 0.02, 32);
    assertThat(Simulation.play(ideal(1000), tree, 0).seconds())
        .isLessThan(Simulation.play(ideal(1000), flat, 0).seconds() / 2);
  }

  @Test
  void troubleCostsTimeAndIsTheSameForTheSameSeed() {
    SimulatedSweep sweep = sweep(5000, 1000, 0);
    SimulatedCluster troubled =
        new SimulatedCluster(1000, 0, 1e-5, 1e-3, 1e9, 0.1, 0.01, 5, 100, 2, 11);
    Played played = Simulation.play(troubled, sweep, 3);
    assertThat(played).isEqualTo(Simulation.play(troubled, sweep, 3));
    assertThat(played.late()).as("seed 11").isBetween(2, 30);
    assertThat(played.seconds())
        .isGreaterThan(
            Simulation.play(SimulatedCluster.ideal(1000, 0, 1e-5, 1e-3, 1e9), sweep, 3).seconds());
    SimulatedCluster failing =
        new SimulatedCluster(1000, 0, 1e-5, 1e-3, 1e9, 0, 0, 1, 20_000, 2, 11);
    Played failed = Simulation.play(failing, sweep, 0);
    assertThat(failed.lost()).as("seed 11").isPositive();
    assertThat(failed.tasks()).as("all end all the same").isEqualTo(1000);
    assertThat(failed.seconds()).isGreaterThan(2);
  }
}

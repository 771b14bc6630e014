// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.simulation;

import dev.deerpark.plan.FormMemory;
import dev.deerpark.sequence.Layout;
import dev.deerpark.solve.Method;
import dev.deerpark.spark.scan.ScanPlan;
import dev.deerpark.study.model.Behaviour;
import dev.deerpark.study.model.Counts;
import dev.deerpark.study.model.Explained;
import dev.deerpark.study.model.Messages;
import dev.deerpark.study.model.Prediction;

/**
 * Plays predicted runs on a simulated cluster, with the prices of a study: a task takes as long as
 * its steps cost, the driver as long for a task, and a stage as long to begin, which has the way
 * from the driver to the executors and back in it.
 */
public final class SimulatedRuns {
  private static final int TURNS = 5;
  private static final long SEED = 1;

  /** Where messages cost nothing that could be measured: ten gigabits per second. */
  private static final double BYTES_PER_SECOND = 1.25e9;

  private SimulatedRuns() {}

  /**
   * The prediction with its simulated time on a cluster with a usual amount of trouble; as it is
   * for methods that walk in order.
   */
  public static Prediction with(Explained explained, Prediction predicted) {
    return behaviour(explained, predicted).method() == Method.SEQUENTIAL
        ? predicted
        : predicted.simulated(
            seconds(explained, predicted, cluster(explained, predicted).troubled(SEED)));
  }

  /**
   * The simulated seconds on a cluster where every task takes the same time and nothing is lost;
   * NaN for methods that walk in order.
   */
  public static double untroubled(Explained explained, Prediction predicted) {
    return behaviour(explained, predicted).method() == Method.SEQUENTIAL
        ? Double.NaN
        : seconds(explained, predicted, cluster(explained, predicted));
  }

  private static Behaviour behaviour(Explained explained, Prediction predicted) {
    return explained.behaviours().get(predicted.method());
  }

  private static double seconds(
      Explained explained, Prediction predicted, SimulatedCluster cluster) {
    Behaviour behaviour = behaviour(explained, predicted);
    double sweeps = behaviour.iterations(predicted.lengthSteps()) + 1;
    SimulatedSweep sweep = sweep(explained, predicted, sweeps);
    double played = 0;
    for (int turn = 0; turn < TURNS; turn++) {
      played += Simulation.play(cluster, sweep, turn).seconds() / TURNS;
    }
    return sweeps * played + apart(behaviour, predicted, sweeps);
  }

  /** A cluster without trouble, with the prices of a study. */
  private static SimulatedCluster cluster(Explained explained, Prediction predicted) {
    double perByte = explained.costs().price(Counts.MESSAGE_BYTE);
    return SimulatedCluster.ideal(
        predicted.cores(),
        explained.costs().price(Counts.STAGE),
        explained.costs().price(Counts.TASK) / 2,
        0,
        perByte > 0 ? 1 / perByte : BYTES_PER_SECOND);
  }

  private static SimulatedSweep sweep(Explained explained, Prediction predicted, double sweeps) {
    Behaviour behaviour = behaviour(explained, predicted);
    long steps = predicted.lengthSteps();
    Layout layout = behaviour.layout(steps, predicted.cores());
    double work =
        part(predicted, Counts.WALKED_STEP)
            + part(predicted, Counts.TANGENT_STEP)
            + part(predicted, Counts.ELEMENT);
    double active = Counts.active(layout, predicted.cores());
    long bytes =
        FormMemory.elementBytes(
            behaviour.method().forms().first(),
            behaviour.like().cell().stateSize(),
            behaviour.method().filters());
    ScanPlan plan = ScanPlan.choose(layout.partitions(), Messages.elements(layout), bytes);
    double combine = part(predicted, Counts.ELEMENT) * active / (layout.segments() * sweeps);
    return new SimulatedSweep(
        layout,
        explained.costs().price(Counts.STARTED_TASK),
        work / sweeps * active / steps,
        bytes,
        combine,
        plan.groupSize());
  }

  /** What is no part of a sweep: the probe, and the stages beside sweeps with their tasks. */
  private static double apart(Behaviour behaviour, Prediction predicted, double sweeps) {
    double others = behaviour.otherStages() / (sweeps + behaviour.otherStages());
    return part(predicted, Counts.PROBE_STEP)
        + others
            * (part(predicted, Counts.STAGE)
                + part(predicted, Counts.TASK)
                + part(predicted, Counts.STARTED_TASK));
  }

  private static double part(Prediction predicted, int place) {
    return predicted.partSeconds().get(place);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import dev.deerpark.sequence.Layout;
import dev.deerpark.solve.Method;
import dev.deerpark.spark.scan.ScanPlan;
import dev.deerpark.study.model.Behaviour;
import dev.deerpark.study.model.Counts;
import dev.deerpark.study.model.Explained;
import dev.deerpark.study.model.Messages;
import dev.deerpark.study.model.Prediction;
import dev.deerpark.study.simulation.SimulatedCluster;
import dev.deerpark.study.simulation.SimulatedSweep;
import dev.deerpark.study.simulation.Simulation;

/**
 * Plays predicted runs on a simulated cluster, with the prices of a study: a task takes as long as
 * its steps cost, the driver as long for a task, and a stage as long to begin.
 */
final class SimulatedRuns {
  private static final int TURNS = 5;
  private static final long SEED = 1;

  /** Where messages cost nothing that could be measured: ten gigabits per second. */
  private static final double BYTES_PER_SECOND = 1.25e9;

  private SimulatedRuns() {}

  /** The prediction with its simulated time; as it is for methods that walk in order. */
  static Prediction with(Explained explained, Prediction predicted) {
    Behaviour behaviour = explained.behaviours().get(predicted.method());
    if (behaviour.method() == Method.SEQUENTIAL) {
      return predicted;
    }
    SimulatedCluster cluster = cluster(explained, predicted.cores()).troubled(SEED);
    return predicted.simulated(seconds(behaviour, predicted, cluster));
  }

  /** The seconds of a predicted run on a cluster. */
  static double seconds(Behaviour behaviour, Prediction predicted, SimulatedCluster cluster) {
    double sweeps = behaviour.iterations(predicted.lengthSteps()) + 1;
    SimulatedSweep sweep = sweep(behaviour, predicted, sweeps);
    double played = 0;
    for (int turn = 0; turn < TURNS; turn++) {
      played += Simulation.play(cluster, sweep, turn).seconds() / TURNS;
    }
    return sweeps * played + apart(behaviour, predicted);
  }

  /** A cluster without trouble, with the prices of a study. */
  static SimulatedCluster cluster(Explained explained, int cores) {
    double dispatch = price(explained, "task") / 2;
    double latency = price(explained, "stage") / 2;
    double perByte = price(explained, "byte to the driver");
    return SimulatedCluster.ideal(
        cores, dispatch, latency, perByte > 0 ? 1 / perByte : BYTES_PER_SECOND);
  }

  private static double price(Explained explained, String name) {
    return explained.costs().prices().get(Counts.NAMES.indexOf(name));
  }

  private static double part(Prediction predicted, String name) {
    return predicted.partSeconds().get(Counts.NAMES.indexOf(name));
  }

  private static SimulatedSweep sweep(Behaviour behaviour, Prediction predicted, double sweeps) {
    long steps = predicted.lengthSteps();
    Layout layout = behaviour.layout(steps, predicted.cores());
    double work =
        part(predicted, "step walked side by side")
            + part(predicted, "step of tangents")
            + part(predicted, "element of the local scan");
    double shared = (double) steps / Math.min(predicted.cores(), layout.partitions());
    long bytes =
        Messages.elementBytes(
            behaviour.method().forms().first(),
            behaviour.method().filters(),
            behaviour.like().cell().stateSize());
    ScanPlan plan = ScanPlan.choose(layout.partitions(), Messages.elements(layout), bytes);
    double segments = layout.segments() * sweeps / Math.min(predicted.cores(), layout.partitions());
    double combine = part(predicted, "element of the local scan") / segments;
    return new SimulatedSweep(layout, work / sweeps / shared, bytes, combine, plan.groupSize());
  }

  /** What is no part of a sweep: the probe, and the stages beside sweeps with their tasks. */
  private static double apart(Behaviour behaviour, Prediction predicted) {
    double stages = behaviour.iterations(predicted.lengthSteps()) + 1 + behaviour.otherStages();
    double others = behaviour.otherStages() / stages;
    return part(predicted, "step of the probe")
        + others * (part(predicted, "stage") + part(predicted, "task"));
  }
}

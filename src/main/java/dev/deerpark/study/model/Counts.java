// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.model;

import dev.deerpark.sequence.Layout;
import dev.deerpark.study.RunRow;
import java.util.List;

/**
 * What a run costs, in units whose prices a {@link CostModel} finds. What cores do side by side is
 * counted on one of them.
 *
 * @param stages one after the other
 * @param tasks that the driver sends, one after the other
 * @param startedTasks tasks that are started and ended, on one of the cores that share them
 * @param walkedSteps evaluations of f, on one of the cores that share them
 * @param tangentSteps the cost of tangents in evaluations of f, on one of the cores
 * @param orderedSteps evaluations of f that no other core can share
 * @param elements segments that were made into elements and folded, on one of the cores
 * @param messageBytes that the driver receives
 * @param probeSteps evaluations of f by the probe, on the driver
 */
public record Counts(
    double stages,
    double tasks,
    double startedTasks,
    double walkedSteps,
    double tangentSteps,
    double orderedSteps,
    double elements,
    double messageBytes,
    double probeSteps) {

  /** What each of {@link #values} is the number of. */
  public static final List<String> NAMES =
      List.of(
          "stage",
          "task that the driver sends",
          "task on a core",
          "step walked side by side",
          "step of tangents",
          "step walked in order",
          "element of the local scan",
          "byte to the driver",
          "step of the probe");

  /** Places in {@link #values}. */
  public static final int STAGE = 0;

  public static final int TASK = 1;
  public static final int STARTED_TASK = 2;
  public static final int WALKED_STEP = 3;
  public static final int TANGENT_STEP = 4;
  public static final int ORDERED_STEP = 5;
  public static final int ELEMENT = 6;
  public static final int MESSAGE_BYTE = 7;
  public static final int PROBE_STEP = 8;

  private static final String SEQUENTIAL = "sequential";

  /** What a run was seen to do. */
  public static Counts of(RunRow run) {
    if (run.cell().isLoop()) {
      return new Counts(0, 0, 0, 0, 0, run.cell().lengthSteps(), 0, 0, 0);
    }
    Layout layout = run.result().layout(run.cell().lengthSteps());
    boolean ordered = isOrdered(run.result().takenMethod());
    double active = active(layout, run.cell().workers().cores());
    double steps = run.work().functionSteps() - run.result().probeSteps();
    double sweeps = run.result().iterations() + 1;
    return new Counts(
        run.traffic().stages(),
        run.traffic().tasks(),
        run.traffic().tasks() / (ordered ? 1 : active),
        ordered ? 0 : steps / active,
        run.work().tangentSteps() / active,
        ordered ? steps : 0,
        ordered ? layout.segments() : layout.segments() * sweeps / active,
        run.traffic().resultBytes(),
        run.result().probeSteps());
  }

  /** Whether a method, by its name, walks one partition after the other. */
  static boolean isOrdered(String method) {
    return method.equals(SEQUENTIAL);
  }

  /** The cores that have something to do. */
  public static double active(Layout layout, int cores) {
    return Math.min(cores, layout.partitions());
  }

  /** The counts in the order of {@link #NAMES}; a fresh array. */
  public double[] values() {
    return new double[] {
      stages,
      tasks,
      startedTasks,
      walkedSteps,
      tangentSteps,
      orderedSteps,
      elements,
      messageBytes,
      probeSteps
    };
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.Division;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The layout of the series on the cluster. The number of tasks, and where the maps are combined,
 * never change a bit of the result.
 *
 * @param partitions number of tasks, at least 1; empty: chosen from the cores
 * @param blockSteps steps in a block, at least 1; empty: chosen
 * @param scan where the segments' maps are combined
 * @param jacobianStorage whether they are kept between iterations
 * @param fanIn children of a node of the combine tree, at least 2
 * @param gpus of an executor, at least 1; empty: none are asked for
 * @param workDirectory for Spark's checkpoints; empty: a folder beside the output
 * @param checkpoint the folder for the state from which another process can go on; empty: none is
 *     kept
 * @param checkpointSeconds of work that may be lost with the driver; empty: chosen
 */
public record LayoutSettings(
    OptionalInt partitions,
    OptionalInt blockSteps,
    Scan scan,
    JacobianStorage jacobianStorage,
    int fanIn,
    OptionalInt gpus,
    Optional<String> workDirectory,
    Optional<String> checkpoint,
    OptionalDouble checkpointSeconds) {

  /** A partition becomes a file, and Spark numbers files with five digits. */
  public static final int MOST_PARTITIONS = 100_000;

  /** Everything chosen automatically, with a fan-in of 8. */
  public static LayoutSettings chosen() {
    return new LayoutSettings(
        OptionalInt.empty(),
        OptionalInt.empty(),
        Scan.AUTO,
        JacobianStorage.AUTO,
        8,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty());
  }

  /** Whether Jacobians stay in memory between iterations. */
  public enum JacobianStorage {
    KEEP,
    /** Recomputed to apply the update. */
    RECOMPUTE,
    /** Kept if they fit. */
    AUTO
  }

  /** Where the segments' maps are combined. */
  public enum Scan {
    /** On the driver. */
    FLAT,
    /** In a tree over the cluster. */
    TREE,
    /** Chosen from the sizes. */
    AUTO
  }

  /**
   * @throws dev.deerpark.base.BadInputException for an invalid value
   */
  static LayoutSettings of(TypedValues typed) {
    return new LayoutSettings(
        partitions(typed),
        typed.count(Option.BLOCK_STEPS, 1),
        typed.choice(Option.SCAN, Scan.class).orElseThrow(),
        typed.choice(Option.JACOBIAN_STORAGE, JacobianStorage.class).orElseThrow(),
        typed.count(Option.FAN_IN, 2).orElseThrow(),
        gpus(typed),
        typed.text(Option.WORK_DIR),
        typed.text(Option.CHECKPOINT),
        checkpointSeconds(typed));
  }

  private static OptionalInt partitions(TypedValues typed) {
    OptionalInt partitions = typed.count(Option.PARTITIONS, 1);
    if (partitions.orElse(1) > MOST_PARTITIONS) {
      throw typed.refused(
          Option.PARTITIONS,
          String.format(
              Locale.ROOT,
              "the names of at most %,d files sort in order; give fewer",
              MOST_PARTITIONS));
    }
    return partitions;
  }

  /**
   * @param segmentLength as the options give it; empty: chosen from the dynamics
   * @throws dev.deerpark.base.BadInputException for blocks that cut a segment
   */
  static void requireWholeSegments(OptionalInt segmentLength, TypedValues typed) {
    OptionalInt blockSteps = typed.count(Option.BLOCK_STEPS, 1);
    if (blockSteps.isEmpty() || segmentLength.isEmpty()) {
      return;
    }
    int length = segmentLength.getAsInt();
    if (blockSteps.getAsInt() % length != 0) {
      throw typed.refused(
          Option.BLOCK_STEPS,
          String.format(
              Locale.ROOT,
              "that is not a multiple of the segment length %d; give a multiple, such as %d, or"
                  + " leave it out",
              length,
              Division.nearestMultiple(blockSteps.getAsInt(), length)));
    }
  }

  private static OptionalDouble checkpointSeconds(TypedValues typed) {
    Optional<Double> seconds = typed.positive(Option.CHECKPOINT_EVERY);
    if (seconds.isPresent() && !typed.isGiven(Option.CHECKPOINT)) {
      throw typed.refused(
          Option.CHECKPOINT_EVERY, "there are no checkpoints; name their folder by --checkpoint");
    }
    return seconds.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }

  private static OptionalInt gpus(TypedValues typed) {
    OptionalInt gpus = typed.count(Option.GPUS, 1);
    KernelChoice kernel = typed.choice(Option.KERNEL, KernelChoice.class).orElseThrow();
    if (gpus.isPresent() && !kernel.mayUseDevice()) {
      throw typed.refused(
          Option.GPUS,
          "the kernel that was chosen has no use for them; leave one of --gpus and --kernel out");
    }
    return gpus;
  }
}

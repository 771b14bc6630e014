// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The layout of the series on the cluster. The number of tasks, and where the maps are combined,
 * never change a bit of the result.
 *
 * @param partitions number of tasks, at least 1; empty: chosen from the cores
 * @param blockSteps steps in a block, at least 1; empty: chosen
 * @param scan where the segments' maps are combined
 * @param jacobians whether they are kept between iterations
 * @param fanIn children of a node of the combine tree, at least 2
 * @param workDirectory for checkpoints; empty: a folder beside the output
 */
public record LayoutSettings(
    OptionalInt partitions,
    OptionalInt blockSteps,
    Scan scan,
    Jacobians jacobians,
    int fanIn,
    Optional<String> workDirectory) {

  /** Everything chosen automatically, with a fan-in of 8. */
  public static LayoutSettings chosen() {
    return new LayoutSettings(
        OptionalInt.empty(), OptionalInt.empty(), Scan.AUTO, Jacobians.AUTO, 8, Optional.empty());
  }

  /** Whether Jacobians stay in memory between iterations. */
  public enum Jacobians {
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
        typed.count(Option.PARTITIONS, 1),
        typed.count(Option.BLOCK_STEPS, 1),
        typed.choice(Option.SCAN, Scan.class).orElseThrow(),
        typed.choice(Option.JACOBIANS, Jacobians.class).orElseThrow(),
        typed.count(Option.FAN_IN, 2).orElseThrow(),
        typed.text(Option.WORK_DIR));
  }
}

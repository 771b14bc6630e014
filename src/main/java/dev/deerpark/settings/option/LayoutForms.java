// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings.option;

import static dev.deerpark.settings.option.OptionForm.value;

/** Options that say how a series is spread over the cluster. */
public final class LayoutForms {
  public static final OptionForm PARTITIONS =
      value("N", "tasks")
          .orElse("one per core, and more for long series")
          .described(
              "The number of Spark tasks that share the series. The result does not depend on it.");

  public static final OptionForm BLOCK_STEPS =
      value("N", "steps")
          .orElse("chosen from the length of the series and the cores")
          .described("Steps in a block, the unit in which data is held and distributed.");

  public static final OptionForm SCAN =
      value("flat|tree|auto", "choice")
          .or("auto")
          .described(
              "Where the segments' maps are combined: on the driver, in a tree over the cluster, or"
                  + " whichever sends less data. The result does not depend on it.");

  public static final OptionForm JACOBIAN_STORAGE =
      value("keep|recompute|auto", "choice")
          .or("auto")
          .described(
              "Whether Jacobians are kept between iterations or computed a second time, to save"
                  + " memory. auto: kept if they fit.");

  public static final OptionForm GPUS =
      value("N", "GPUs per executor")
          .orElse("none, unless Spark's own settings give tasks a GPU")
          .described(
              "Give each executor N GPUs, and walk on them: where one is missing, or the opencl kernel"
                  + " does not know the model, the run ends before its first iteration.");

  public static final OptionForm FAN_IN =
      value("N", "nodes").or("8").described("Children of a node of the combine tree.");

  public static final OptionForm WORK_DIR =
      value("DIR", "path")
          .orElse("a folder beside the output")
          .described("Where intermediate states are checkpointed; all executors must reach it.");

  public static final OptionForm CHECKPOINT =
      value("DIR", "path")
          .described(
              "Keep the state of the solve in this folder, which all executors must reach, so that a run"
                  + " whose driver is lost goes on from there: by resume, or by the same command again."
                  + " Deleted once there is a result. stream keeps the states of the series there.");

  public static final OptionForm CHECKPOINT_EVERY =
      value("S", "seconds")
          .orElse("60, or ten times as long as a checkpoint takes")
          .described("The seconds of work that may be lost with the driver.");

  private LayoutForms() {}
}

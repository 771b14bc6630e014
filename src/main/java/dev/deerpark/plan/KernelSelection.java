// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.kernel.nd4j.Nd4jKernels;
import dev.deerpark.kernel.opencl.GpuOrJvmKernels;
import dev.deerpark.kernel.opencl.OpenClKernels;
import dev.deerpark.kernel.opencl.device.DeviceMemory;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.Model;
import dev.deerpark.settings.KernelChoice;
import java.util.Optional;

/**
 * The kernel that walks the segments of a run, selected once for all executors. The reference
 * rounds differently from the others, so an executor that cannot run the selected kernel fails.
 *
 * @param factory opens kernels of the kind that was selected
 * @param warning a sentence where the slow kernel replaces the fast one
 */
public record KernelSelection(KernelFactory factory, Optional<String> warning) {

  /**
   * What is available.
   *
   * @param vectors whether this Java virtual machine has the Vector API
   * @param gpus whether tasks have GPUs
   */
  public record Machines(boolean vectors, Gpus gpus) {}

  /** What is known of the GPUs of tasks. */
  public enum Gpus {
    NONE,
    /** Tasks are given them, and may walk without. */
    GIVEN,
    /** They were asked for by {@code --gpus}: nothing may replace them. */
    REQUIRED
  }

  /**
   * Selects a kernel.
   *
   * @param deviceMemory the part of a GPU's memory that a process uses
   * @throws BadInputException where a fast kernel is requested but cannot run
   */
  public static KernelSelection of(
      KernelChoice choice,
      Model model,
      Precision precision,
      DeviceMemory deviceMemory,
      Machines machines) {
    if (choice == KernelChoice.ND4J) {
      requireKnown("--kernel nd4j", Nd4jKernels.supports(model.spec()), model);
      return new KernelSelection(new Nd4jKernels(model.spec(), precision), Optional.empty());
    }
    boolean known = JvmKernels.supports(model.spec());
    boolean vectors = machines.vectors();
    if (machines.gpus() == Gpus.REQUIRED) {
      require("--gpus", OpenClKernels.supports(model.spec()), model, vectors);
    } else if (choice == KernelChoice.JVM) {
      require("--kernel jvm", known, model, vectors);
    } else if (choice == KernelChoice.OPENCL) {
      require("--kernel opencl", OpenClKernels.supports(model.spec()), model, vectors);
    }
    if (known && vectors && choice != KernelChoice.REFERENCE) {
      JvmKernels jvm = new JvmKernels(model.spec(), precision);
      return new KernelSelection(fast(choice, jvm, deviceMemory, machines), Optional.empty());
    }
    return new KernelSelection(
        new ReferenceKernels(model.spec(), precision),
        known && choice == KernelChoice.AUTO ? Optional.of(withoutVectors()) : Optional.empty());
  }

  /**
   * This selection, for many series in one sequence.
   *
   * @throws BadInputException where its kernel does not walk them
   */
  public KernelSelection ofManySeries() {
    if (!factory.walksRestarts()) {
      throw new BadInputException(
          "--kernel "
              + factory.name()
              + ": it walks one series, not many in one table. Leave --kernel out, or give --kernel"
              + " jvm or --kernel reference in its place.");
    }
    return this;
  }

  private static KernelFactory fast(
      KernelChoice choice, JvmKernels jvm, DeviceMemory memory, Machines machines) {
    if (choice == KernelChoice.OPENCL) {
      return new OpenClKernels(jvm, memory, true);
    }
    if (choice == KernelChoice.AUTO && machines.gpus() == Gpus.REQUIRED) {
      return new OpenClKernels(jvm, memory, false);
    }
    boolean given = machines.gpus() == Gpus.GIVEN && OpenClKernels.supports(jvm.model());
    return choice == KernelChoice.AUTO && given
        ? new GpuOrJvmKernels(new OpenClKernels(jvm, memory, false))
        : jvm;
  }

  private static String withoutVectors() {
    return "The reference kernel walks, many times slower than the jvm kernel: this Java virtual"
        + " machine has no Vector API. Add "
        + JvmKernels.FLAG
        + " to spark.driver.extraJavaOptions and spark.executor.extraJavaOptions.";
  }

  /** The opencl kernel leaves walks that are too small for a device to the jvm kernel. */
  private static void require(String option, boolean known, Model model, boolean vectors) {
    requireKnown(option, known, model);
    if (!vectors) {
      throw new BadInputException(
          option
              + ": this Java virtual machine has no Vector API. Add "
              + JvmKernels.FLAG
              + " to spark.driver.extraJavaOptions and spark.executor.extraJavaOptions, or leave it"
              + " out.");
    }
  }

  private static void requireKnown(String option, boolean known, Model model) {
    if (!known) {
      throw new BadInputException(
          option
              + ": it has no model of type "
              + model.type()
              + ". Leave "
              + option.split(" ")[0]
              + " out, or give --kernel reference in its place.");
    }
  }
}

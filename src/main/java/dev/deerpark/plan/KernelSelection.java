// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.kernel.nd4j.Nd4jKernels;
import dev.deerpark.kernel.opencl.DeviceMemory;
import dev.deerpark.kernel.opencl.GpuOrJvmKernels;
import dev.deerpark.kernel.opencl.OpenClKernels;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.Model;
import dev.deerpark.settings.KernelChoice;
import java.util.Locale;
import java.util.Optional;

/**
 * Which kernel walks the segments of a run, selected once for all executors: the reference rounds
 * otherwise than the others, so an executor that cannot run the selected one is an error there.
 *
 * @param factory opens kernels of the kind that was selected
 * @param warning a sentence where the slow kernel stands in for the fast one
 */
public record KernelSelection(KernelFactory factory, Optional<String> warning) {

  /**
   * What a selection can count on.
   *
   * @param vectors whether this Java virtual machine has the Vector API
   * @param gpus whether tasks are given GPUs
   */
  public record Machines(boolean vectors, boolean gpus) {}

  /**
   * Selects a kernel.
   *
   * @param deviceMemory what a process uses of a GPU's memory
   * @throws BadInputException where a fast kernel is asked for and cannot run
   */
  public static KernelSelection of(
      KernelChoice choice,
      Model model,
      Precision precision,
      DeviceMemory deviceMemory,
      Machines machines) {
    if (choice == KernelChoice.ND4J) {
      requireKnown(choice, model, Nd4jKernels.supports(model.spec()));
      return new KernelSelection(new Nd4jKernels(model.spec(), precision), Optional.empty());
    }
    boolean known = JvmKernels.supports(model.spec());
    boolean vectors = machines.vectors();
    if (choice == KernelChoice.JVM || choice == KernelChoice.OPENCL) {
      require(choice, model, vectors);
    }
    if (known && vectors && choice != KernelChoice.REFERENCE) {
      JvmKernels jvm = new JvmKernels(model.spec(), precision);
      return new KernelSelection(fast(choice, jvm, deviceMemory, machines), Optional.empty());
    }
    return new KernelSelection(
        new ReferenceKernels(model.spec(), precision),
        known && choice == KernelChoice.AUTO ? Optional.of(withoutVectors()) : Optional.empty());
  }

  private static KernelFactory fast(
      KernelChoice choice, JvmKernels jvm, DeviceMemory memory, Machines machines) {
    if (choice == KernelChoice.OPENCL) {
      return new OpenClKernels(jvm, memory, true);
    }
    boolean given = machines.gpus() && OpenClKernels.supports(jvm.model());
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

  /** The opencl kernel leaves to the jvm kernel what is too little for a device. */
  private static void require(KernelChoice choice, Model model, boolean vectors) {
    requireKnown(
        choice,
        model,
        choice == KernelChoice.OPENCL
            ? OpenClKernels.supports(model.spec())
            : JvmKernels.supports(model.spec()));
    if (!vectors) {
      throw new BadInputException(
          option(choice)
              + ": this Java virtual machine has no Vector API. Add "
              + JvmKernels.FLAG
              + " to spark.driver.extraJavaOptions and spark.executor.extraJavaOptions, or leave"
              + " --kernel out.");
    }
  }

  private static void requireKnown(KernelChoice choice, Model model, boolean known) {
    if (!known) {
      throw new BadInputException(
          option(choice)
              + ": it has no model of type "
              + model.type()
              + ". Leave --kernel out, or give --kernel reference.");
    }
  }

  private static String option(KernelChoice choice) {
    return "--kernel " + choice.name().toLowerCase(Locale.ROOT);
  }
}

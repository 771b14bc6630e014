// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.Model;
import dev.deerpark.settings.KernelChoice;
import java.util.Optional;

/**
 * Which kernel walks the segments of a run, selected once for all executors: two kernels round
 * differently, so an executor that cannot run the selected one is an error there.
 *
 * @param factory opens kernels of the kind that was selected
 * @param warning a sentence where the slow kernel stands in for the fast one
 */
public record KernelSelection(KernelFactory factory, Optional<String> warning) {

  /**
   * Selects a kernel.
   *
   * @param vectors whether this Java virtual machine has the Vector API
   * @throws BadInputException where the fast kernel is asked for and cannot run
   */
  public static KernelSelection of(
      KernelChoice choice, Model model, Precision precision, boolean vectors) {
    boolean known = JvmKernels.supports(model.spec());
    if (choice == KernelChoice.JVM) {
      require(known, vectors, model);
    }
    if (known && vectors && choice != KernelChoice.REFERENCE) {
      return new KernelSelection(new JvmKernels(model.spec(), precision), Optional.empty());
    }
    return new KernelSelection(
        new ReferenceKernels(model.spec(), precision),
        known && choice == KernelChoice.AUTO ? Optional.of(withoutVectors()) : Optional.empty());
  }

  private static String withoutVectors() {
    return "The reference kernel walks, many times slower than the jvm kernel: this Java virtual"
        + " machine has no Vector API. Add "
        + JvmKernels.FLAG
        + " to spark.driver.extraJavaOptions and spark.executor.extraJavaOptions.";
  }

  private static void require(boolean known, boolean vectors, Model model) {
    if (!known) {
      throw new BadInputException(
          "--kernel jvm: it has no model of type "
              + model.type()
              + ". Leave --kernel out, or give --kernel reference.");
    }
    if (!vectors) {
      throw new BadInputException(
          "--kernel jvm: this Java virtual machine has no Vector API. Add "
              + JvmKernels.FLAG
              + " to spark.driver.extraJavaOptions and spark.executor.extraJavaOptions, or leave"
              + " --kernel out.");
    }
  }
}

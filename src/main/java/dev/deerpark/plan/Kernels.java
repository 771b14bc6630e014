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
import java.util.function.Consumer;

/**
 * Chooses what walks the segments, once for all executors: two kernels round differently, so an
 * executor that cannot run the chosen one is an error there.
 *
 * @param vectors whether this Java virtual machine has the Vector API
 * @param warnings hears where the slow kernel stands in for the fast one
 */
public record Kernels(boolean vectors, Consumer<String> warnings) {

  /**
   * @throws BadInputException where the fast kernel is asked for and cannot run
   */
  public KernelFactory choose(KernelChoice choice, Model model, Precision precision) {
    boolean known = JvmKernels.supports(model.spec());
    if (choice == KernelChoice.JVM) {
      require(known, model);
    }
    if (choice == KernelChoice.REFERENCE || !known) {
      return new ReferenceKernels(model.spec(), precision);
    }
    if (vectors) {
      return new JvmKernels(model.spec(), precision);
    }
    warnings.accept(
        "The reference kernel walks, many times slower than the jvm kernel: this Java virtual"
            + " machine has no Vector API. Add "
            + JvmKernels.FLAG
            + " to spark.driver.extraJavaOptions and spark.executor.extraJavaOptions.");
    return new ReferenceKernels(model.spec(), precision);
  }

  private void require(boolean known, Model model) {
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

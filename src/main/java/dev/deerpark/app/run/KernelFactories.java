// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.app.console.Console;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.plan.Cluster;
import dev.deerpark.plan.KernelSelection;
import dev.deerpark.recurrence.Model;
import dev.deerpark.settings.SolverSettings;
import dev.deerpark.spark.kernel.KernelProbe;
import org.apache.spark.api.java.JavaSparkContext;

/** Selects the kernel of a model for a cluster. */
final class KernelFactories {
  private KernelFactories() {}

  /**
   * The kernel that was asked for, or what stands in for it, with a warning. What an executor may
   * lack is tried there.
   *
   * @throws dev.deerpark.base.BadInputException where it cannot run
   */
  static KernelFactory select(
      JavaSparkContext context,
      SolverSettings solver,
      Model model,
      Cluster cluster,
      Console console) {
    KernelSelection selection =
        KernelSelection.of(
            solver.kernel(),
            model,
            solver.precision(),
            solver.deviceMemory(),
            new KernelSelection.Machines(JvmKernels.isAvailable(), KernelProbe.gpus(context)));
    selection.warning().ifPresent(console::warning);
    if (solver.kernel().mayBeMissing()) {
      KernelProbe.check(context, selection.factory(), cluster.cores());
    }
    return selection.factory();
  }
}

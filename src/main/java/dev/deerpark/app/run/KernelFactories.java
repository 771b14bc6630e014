// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.app.console.Console;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.plan.Cluster;
import dev.deerpark.plan.KernelSelection;
import dev.deerpark.plan.KernelSelection.Gpus;
import dev.deerpark.plan.KernelSelection.Machines;
import dev.deerpark.recurrence.Model;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.SolverSettings;
import dev.deerpark.spark.kernel.KernelProbe;
import java.util.OptionalInt;
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
      EvaluateSettings settings,
      Model model,
      Cluster cluster,
      Console console) {
    SolverSettings solver = settings.solver();
    OptionalInt asked = settings.layout().gpus();
    Gpus gpus = KernelProbe.gpus(context) ? Gpus.GIVEN : Gpus.NONE;
    KernelSelection chosen =
        KernelSelection.of(
            solver.kernel(),
            model,
            solver.precision(),
            solver.deviceMemory(),
            new Machines(JvmKernels.isAvailable(), asked.isPresent() ? Gpus.REQUIRED : gpus));
    boolean manySeries = settings.input().series().isPresent();
    KernelSelection selection = manySeries ? chosen.ofManySeries() : chosen;
    selection.warning().ifPresent(console::warning);
    KernelFactory kernels = selection.factory();
    if (asked.isPresent()) {
      String option = "--gpus " + asked.getAsInt();
      KernelProbe.check(context, kernels, option, !context.isLocal(), cluster.cores());
    } else if (solver.kernel().mayBeMissing()
        || !context.isLocal() && kernels.deviceKind().isEmpty()) {
      KernelProbe.check(context, kernels, "--kernel " + kernels.name(), false, cluster.cores());
    }
    return kernels;
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.measure;

import dev.deerpark.app.console.Console;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.kernel.opencl.device.DeviceMemory;
import dev.deerpark.plan.KernelSelection;
import dev.deerpark.plan.KernelSelection.Gpus;
import dev.deerpark.plan.KernelSelection.Machines;
import dev.deerpark.recurrence.Model;
import dev.deerpark.settings.KernelChoice;
import dev.deerpark.spark.kernel.KernelProbe;
import org.apache.spark.api.java.JavaSparkContext;

/** Selects the kernel of a network that is measured. */
public final class MeasuredKernels {
  private static final DeviceMemory MEMORY = DeviceMemory.parse("0.8");

  private MeasuredKernels() {}

  /**
   * The kernel that was asked for, or what stands in for it, with a warning. What an executor may
   * lack is tried there.
   *
   * @param option by which it was asked for
   * @param cores of the cluster
   * @throws dev.deerpark.base.BadInputException where it cannot run
   */
  public static KernelFactory select(
      JavaSparkContext context,
      KernelChoice choice,
      String option,
      Model model,
      Precision precision,
      int cores,
      Console console) {
    Machines machines =
        new Machines(JvmKernels.isAvailable(), KernelProbe.gpus(context) ? Gpus.GIVEN : Gpus.NONE);
    KernelSelection selection = KernelSelection.of(choice, model, precision, MEMORY, machines);
    selection.warning().ifPresent(console::warning);
    KernelFactory kernels = selection.factory();
    if (choice.mayBeMissing()) {
      KernelProbe.check(context, kernels, option + " " + kernels.name(), false, cores);
    }
    return kernels;
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.DeviceAddress;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.jvm.cell.Cells;
import dev.deerpark.recurrence.RecurrenceSpec;
import java.util.Optional;

/**
 * Builds the kernels of this package.
 *
 * @param model one that is {@linkplain #supports supported}
 * @param precision in which all arithmetic is done
 */
public record JvmKernels(RecurrenceSpec model, Precision precision) implements KernelFactory {
  private static final long serialVersionUID = 1L;

  /** The module that the kernels need. */
  private static final String MODULE = "jdk.incubator.vector";

  /** The option that gives a Java virtual machine the module. */
  public static final String FLAG = "--add-modules=" + MODULE;

  /**
   * @throws IllegalArgumentException for a model that is not supported
   */
  public JvmKernels {
    if (!supports(model)) {
      throw new IllegalArgumentException(
          "The jvm kernel does not know models of "
              + model.getClass()
              + ": use the reference kernel.");
    }
  }

  /** Whether there is a kernel for a model. */
  public static boolean supports(RecurrenceSpec model) {
    return Cells.know(model);
  }

  /** Whether this Java virtual machine has the Vector API. */
  public static boolean isAvailable() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  @Override
  public String name() {
    return "jvm";
  }

  /** Two vectors of 512 bits. */
  @Override
  public int lanes() {
    return 2 * 64 / precision.bytes();
  }

  @Override
  public boolean walksRestarts() {
    return true;
  }

  /**
   * @throws IllegalStateException where the Vector API is missing; the message names the option to
   *     add
   */
  @Override
  public Kernel open(Optional<DeviceAddress> device) {
    if (!isAvailable()) {
      throw new IllegalStateException(
          "The run uses the jvm kernel, but this Java virtual machine has no module "
              + MODULE
              + ", while the driver has it. Add "
              + FLAG
              + " to spark.executor.extraJavaOptions, or choose --kernel reference.");
    }
    return new JvmKernel(new Strips(model, precision), model.build().stateSize());
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.reference;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.DeviceAddress;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.recurrence.RecurrenceSpec;
import java.util.Optional;

/** Opens {@link ReferenceKernel}s. */
public record ReferenceKernels(RecurrenceSpec model, Precision precision) implements KernelFactory {

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public boolean walksRestarts() {
    return true;
  }

  @Override
  public Kernel open(Optional<DeviceAddress> device) {
    return new ReferenceKernel(model.build(), precision);
  }
}

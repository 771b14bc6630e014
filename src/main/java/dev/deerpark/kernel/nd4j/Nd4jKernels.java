// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.nd4j;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.DeviceAddress;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.recurrence.network.DiagonalLinear;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LemWeights;
import dev.deerpark.recurrence.network.LstmWeights;
import dev.deerpark.recurrence.network.MguWeights;
import dev.deerpark.recurrence.network.RnnWeights;
import java.util.Optional;

/**
 * Opens kernels of ND4J, which has to be on the class path of every executor.
 *
 * @param model one that is {@linkplain #supports supported}
 * @param precision that each state is rounded to; the arithmetic is in double
 */
public record Nd4jKernels(RecurrenceSpec model, Precision precision) implements KernelFactory {

  /** The version of ND4J that this was made for. */
  static final String VERSION = "1.0.0-M2.1";

  /**
   * @throws IllegalArgumentException for a model that is not supported
   */
  public Nd4jKernels {
    if (!supports(model)) {
      throw new IllegalArgumentException("no arrays for " + model.getClass());
    }
  }

  /** Whether there is a kernel for a model. */
  public static boolean supports(RecurrenceSpec model) {
    return model instanceof GruWeights
        || model instanceof LstmWeights
        || model instanceof RnnWeights
        || model instanceof MguWeights
        || model instanceof LemWeights
        || model instanceof DiagonalLinear;
  }

  @Override
  public String name() {
    return "nd4j";
  }

  @Override
  public int lanes() {
    return Batch.WIDTH;
  }

  /**
   * @throws IllegalStateException where ND4J is missing or cannot compute; the message says what to
   *     do
   */
  @Override
  public Kernel open(Optional<DeviceAddress> device) {
    Nd4jBackend.require(model.build().stateSize());
    return new Nd4jKernel(cell(), precision);
  }

  /** The driver may have no ND4J. */
  @Override
  public Kernel openForProbe() {
    return new ReferenceKernels(model, precision).openForProbe();
  }

  private ArrayCell cell() {
    if (model instanceof GruWeights gru) {
      return gru.resetAfter() ? new GruArrays(gru) : new ResetBeforeGruArrays(gru);
    }
    if (model instanceof LstmWeights lstm) {
      return new LstmArrays(lstm);
    }
    if (model instanceof MguWeights minimal) {
      return ResetBeforeGruArrays.of(minimal);
    }
    if (model instanceof LemWeights lem) {
      return new LemArrays(lem);
    }
    return model instanceof RnnWeights rnn
        ? new RnnArrays(rnn)
        : new DiagonalLinearArrays((DiagonalLinear) model);
  }
}

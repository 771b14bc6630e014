// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.kernel;

import dev.deerpark.base.Numbers;
import dev.deerpark.kernel.HeldJacobians;
import dev.deerpark.kernel.JacobianUse;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.linear.MatrixProduct;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A kernel that is lent to a task, with its walks added up. Folding is no walk: it is the local
 * part of the scan.
 *
 * @param kernel does all the work; closed by its owner
 * @param clock of walks
 */
record TimedKernel(Kernel kernel, KernelClock clock) implements Kernel {

  private void walk(Runnable walk) {
    walk(
        () -> {
          walk.run();
          return clock;
        });
  }

  private <T> T walk(Supplier<T> walk) {
    long began = System.nanoTime();
    long before = kernel.deviceSteps();
    T walked = walk.get();
    clock.nanoseconds().add(System.nanoTime() - began);
    clock.deviceSteps().add(kernel.deviceSteps() - before);
    return walked;
  }

  @Override
  public int stateSize() {
    return kernel.stateSize();
  }

  @Override
  public void evaluate(InputBlock inputs, WalkRequest request, WalkResult result) {
    walk(() -> kernel.evaluate(inputs, request, result));
  }

  @Override
  public boolean fetchesAhead() {
    return kernel.fetchesAhead();
  }

  @Override
  public void fetch(InputBlock next) {
    kernel.fetch(next);
  }

  @Override
  public Optional<HeldJacobians> evaluateHolding(
      InputBlock inputs,
      WalkRequest request,
      WalkResult result,
      Optional<HeldJacobians> earlier,
      JacobianUse use) {
    return walk(() -> kernel.evaluateHolding(inputs, request, result, earlier, use));
  }

  @Override
  public boolean holds(JacobianUse use, boolean filters) {
    return kernel.holds(use, filters);
  }

  @Override
  public Optional<HeldJacobians> held(
      States starts, JacobianForm form, JacobianUse use, double[] kept) {
    return kernel.held(starts, form, use, kept);
  }

  @Override
  public void trace(InputBlock inputs, int from, int to, double[] state, StateVisitor visitor) {
    walk(() -> kernel.trace(inputs, from, to, state, visitor));
  }

  @Override
  public void record(
      InputBlock inputs, int segmentLength, int from, int to, States starts, Numbers states) {
    walk(() -> kernel.record(inputs, segmentLength, from, to, starts, states));
  }

  @Override
  public long deviceSteps() {
    return kernel.deviceSteps();
  }

  @Override
  public MatrixProduct matrixProduct() {
    return kernel.matrixProduct();
  }
}

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
import org.apache.spark.util.LongAccumulator;

/**
 * A kernel that is lent to a task, with the time of its walks added up. Folding is no walk: it is
 * the local part of the scan.
 *
 * @param kernel does all the work; closed by its owner
 * @param nanoseconds of walks
 */
record TimedKernel(Kernel kernel, LongAccumulator nanoseconds) implements Kernel {

  @Override
  public int stateSize() {
    return kernel.stateSize();
  }

  @Override
  public void evaluate(InputBlock inputs, WalkRequest request, WalkResult result) {
    long began = System.nanoTime();
    kernel.evaluate(inputs, request, result);
    nanoseconds.add(System.nanoTime() - began);
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
    long began = System.nanoTime();
    Optional<HeldJacobians> held = kernel.evaluateHolding(inputs, request, result, earlier, use);
    nanoseconds.add(System.nanoTime() - began);
    return held;
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
    long began = System.nanoTime();
    kernel.trace(inputs, from, to, state, visitor);
    nanoseconds.add(System.nanoTime() - began);
  }

  @Override
  public void record(
      InputBlock inputs, int segmentLength, int from, int to, States starts, Numbers states) {
    long began = System.nanoTime();
    kernel.record(inputs, segmentLength, from, to, starts, states);
    nanoseconds.add(System.nanoTime() - began);
  }

  @Override
  public MatrixProduct matrixProduct() {
    return kernel.matrixProduct();
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Locale;

/**
 * One cell of a study's grid: what all of its runs have in common.
 *
 * @param network as it was asked for
 * @param stateSize D
 * @param method by its name, {@code auto}, or {@value #LOOP}
 * @param kernel by its name
 * @param lengthSteps T
 * @param askedSegmentSteps for methods that do not choose their own; 0 for the method's own
 * @param workers that share the work; those of the session for the loop, which needs one core
 */
public record Cell(
    String network,
    int stateSize,
    String method,
    String kernel,
    long lengthSteps,
    int askedSegmentSteps,
    Workers workers) {

  /** The name of the sequential loop on the driver, without Spark. */
  public static final String LOOP = "loop";

  @JsonIgnore
  public boolean isLoop() {
    return method.equals(LOOP);
  }

  /** Whether another cell walks the same network over the same series with the same kernel. */
  public boolean sameWork(Cell other) {
    return network.equals(other.network)
        && kernel.equals(other.kernel)
        && lengthSteps == other.lengthSteps;
  }

  /** The method, with the segment length where one was asked for. */
  public String methodLabel() {
    return askedSegmentSteps == 0 ? method : method + ", segments of " + askedSegmentSteps;
  }

  /** {@code quasi-deer on gru:D=32, 100,000 steps, 2 executors}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s on %s, %,d steps%s, %s, %s kernel",
        method,
        network,
        lengthSteps,
        askedSegmentSteps == 0 ? "" : " in segments of " + askedSegmentSteps,
        workers,
        kernel);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.Precision;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to solve.
 *
 * @param method one of {@link #METHODS}; {@code auto}: to be chosen from the dynamics
 * @param segmentLength steps in a segment, at least 1; empty: to be chosen from the dynamics
 * @param damping how updates are held back
 * @param guess where the iterations begin; empty: where the method begins by itself
 * @param shortSweeps sweeps at segment length 1 to begin with, at least 0
 * @param precision the numbers that states live in
 * @param kernel what walks the segments
 * @param tolerance within which residual and update must be, not below what the precision reaches
 * @param maxIterations after how many iterations to give up, at least 1
 */
public record SolverSettings(
    String method,
    OptionalInt segmentLength,
    DampingSettings damping,
    Optional<GuessSettings> guess,
    int shortSweeps,
    Precision precision,
    KernelChoice kernel,
    double tolerance,
    int maxIterations) {

  /** The names of the methods. */
  public static final List<String> METHODS =
      List.of(
          "auto",
          "sequential",
          "jacobi",
          "picard",
          "quasi-deer",
          "deer",
          "quasi-elk",
          "elk",
          "shooting");

  /** Whether a method has Jacobians that can be damped. */
  static boolean hasJacobians(String method) {
    return !List.of("auto", "sequential", "jacobi", "picard").contains(method);
  }

  /** Whether a method is damped unless said otherwise. */
  static boolean isDamped(String method) {
    return method.endsWith("elk");
  }

  /**
   * The lambda that the paper on {@code elk} and {@code quasi-elk} takes for Jacobians of a form.
   */
  static double publishedLambda(String method) {
    return method.startsWith("quasi") ? 1e-2 : 1e-6;
  }

  /** Whether a method chooses its own segment length when none is given. */
  static boolean choosesSegmentLength(String method) {
    return List.of("auto", "shooting", "sequential").contains(method);
  }
}

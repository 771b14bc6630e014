// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.opencl.device.DeviceMemory;
import dev.deerpark.settings.LayoutSettings.JacobianStorage;
import dev.deerpark.solve.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * The settings of the solver.
 *
 * @param method empty: chosen from the dynamics
 * @param segmentLength steps in a segment, at least 1; empty: chosen from the dynamics
 * @param jacobian that shooting takes where it does not settle without
 * @param damping of the updates
 * @param nonFinite treatment of proposals and Jacobians that are not finite
 * @param guess at which the iterations begin; empty: chosen from method and dynamics
 * @param shortSweeps sweeps at segment length 1 to begin with, at least 0
 * @param precision of the states
 * @param kernel that walks the segments
 * @param deviceMemory the part of a GPU's memory that a process uses
 * @param tolerance for residual and update, not below the smallest of the precision
 * @param toleranceOn what is compared with the tolerance; empty: by what is kept
 * @param maxIterations the most iterations, at least 1
 */
public record SolverSettings(
    Optional<Method> method,
    OptionalInt segmentLength,
    Jacobian jacobian,
    DampingSettings damping,
    NonFinite nonFinite,
    Optional<GuessSettings> guess,
    int shortSweeps,
    Precision precision,
    KernelChoice kernel,
    DeviceMemory deviceMemory,
    double tolerance,
    Optional<ToleranceOn> toleranceOn,
    int maxIterations) {

  /** The values of {@code --tolerance-on}. */
  public enum ToleranceOn {
    STATES,
    OUTPUTS
  }

  /** The values of {@code --jacobian}. */
  public enum Jacobian {
    /** As the size of the states suggests. */
    AUTO,
    NONE,
    IDENTITY,
    DIAGONAL,
    DENSE,
    SECANT
  }

  /** The values of {@code --non-finite}. */
  public enum NonFinite {
    /** The whole array is left out. */
    DROP,
    /** Reset number by number, as published. */
    PUBLISHED
  }

  /** Options that have no effect on some runs. */
  private enum Idle {
    IN_ORDER(
        solver -> solver.method.equals(Optional.of(Method.SEQUENTIAL)),
        "--method sequential walks in order and does not iterate; leave it out",
        Option.SEGMENT_LENGTH,
        Option.JACOBIAN,
        Option.NON_FINITE,
        Option.GUESS,
        Option.SHORT_SWEEPS,
        Option.MAX_ITERATIONS,
        Option.SCAN,
        Option.JACOBIAN_STORAGE,
        Option.FAN_IN),
    WITHOUT_JACOBIANS(
        solver -> !solver.mayHaveJacobians(),
        "there are no Jacobians to store; leave it out, or give another --method or --jacobian",
        Option.JACOBIAN_STORAGE),
    UNFILTERED(
        solver -> !solver.damping.filters(),
        "no Kalman filter damps these updates; leave it out, or give --method elk or --damping"
            + " fixed:LAMBDA",
        Option.ELK_PREFIX,
        Option.ELK_STEP),
    WITHOUT_DEVICE(
        solver -> !solver.kernel.mayUseDevice(),
        "the kernel that was chosen uses no device's memory so; leave it out, or give --kernel"
            + " opencl",
        Option.DEVICE_MEMORY);

    private final Predicate<SolverSettings> when;
    private final String reason;
    private final Option[] options;

    Idle(Predicate<SolverSettings> when, String reason, Option... options) {
      this.when = when;
      this.reason = reason;
      this.options = options;
    }

    /** Refuses options that have no effect on any of these. */
    static void refuse(TypedValues typed, List<SolverSettings> all) {
      for (Idle idle : values()) {
        if (all.stream().allMatch(idle.when)) {
          typed.requireDefaults(idle.reason, idle.options);
        }
      }
    }
  }

  /**
   * The options that were given and have no effect on a walk in order, as the user gave them. Where
   * a method is chosen from the dynamics, that may be how it walks.
   */
  static List<String> idleInOrder(TypedValues typed) {
    return typed.differing(Idle.IN_ORDER.options).stream().map(typed::sourceName).toList();
  }

  private boolean mayHaveJacobians() {
    return jacobian != Jacobian.NONE
        && jacobian != Jacobian.IDENTITY
        && method.map(Method::hasJacobians).orElse(true);
  }

  /** The settings for the one method that was named, or that is chosen. */
  static SolverSettings of(TypedValues typed) {
    String name = typed.text(Option.METHOD).orElseThrow();
    SolverSettings solver = of(typed, MethodNames.method(typed, Option.METHOD, name), true);
    Idle.refuse(typed, List.of(solver));
    return solver;
  }

  /** The settings for each of several methods; none where there is nothing to compare. */
  static List<SolverSettings> compared(TypedValues typed) {
    List<Optional<Method>> methods = MethodNames.methods(typed, Option.METHODS);
    if (!methods.isEmpty()) {
      typed.requireAtMostOne(Option.METHODS, Option.METHOD);
      typed.requireAtMostOne(Option.METHODS, Option.OUTPUT);
      typed.requireAtMostOne(Option.METHODS, Option.OUTPUT_TABLE);
      typed.requireAtMostOne(Option.METHODS, Option.FINAL_STATE);
      typed.requireDefaults(
          "a comparison of --methods writes no result; leave one of them out",
          OutputSettings.OF_WRITING);
    }
    if (new HashSet<>(methods).size() < methods.size()) {
      throw typed.refused(Option.METHODS, "name each method once");
    }
    // elk without its damping is deer, so where both are compared the option is for elk
    boolean forAll = methods.stream().noneMatch(SolverSettings::isDamped);
    List<SolverSettings> all =
        methods.stream().map(method -> of(typed, method, forAll || isDamped(method))).toList();
    if (!all.isEmpty()) {
      Idle.refuse(typed, all);
    }
    return all;
  }

  private static boolean isDamped(Optional<Method> method) {
    return method.filter(Method::filters).isPresent();
  }

  private static SolverSettings of(
      TypedValues typed, Optional<Method> method, boolean isDampedAsAsked) {
    Optional<GuessSettings> guess = GuessSettings.of(typed);
    int shortSweeps = (int) typed.whole(Option.SHORT_SWEEPS, 0, 1000).orElseThrow();
    if (shortSweeps > 0 && guess.filter(GuessSettings::isForLongSegments).isPresent()) {
      throw typed.refused(
          Option.SHORT_SWEEPS,
          "they begin at segment length 1, where --guess "
              + typed.text(Option.GUESS).orElseThrow()
              + " is of no use; leave one of them out");
    }
    OptionalInt segmentLength = segmentLength(typed, method);
    if (!method.equals(Optional.of(Method.SEQUENTIAL))) {
      guess.ifPresent(given -> given.requireWithin(segmentLength, typed));
      LayoutSettings.requireWholeSegments(segmentLength, typed);
    }
    DampingSettings damping = DampingSettings.of(typed, method, isDampedAsAsked);
    KernelChoice kernel = typed.choice(Option.KERNEL, KernelChoice.class).orElseThrow();
    if (damping.smooth() && !kernel.mayUseDevice()) {
      requireKeptJacobians(typed);
    }
    Precision precision = typed.choice(Option.PRECISION, Precision.class).orElseThrow();
    return new SolverSettings(
        method,
        segmentLength,
        jacobian(typed, method),
        damping,
        typed.choice(Option.NON_FINITE, NonFinite.class).orElseThrow(),
        guess,
        shortSweeps,
        precision,
        kernel,
        typed.parsed(
            Option.DEVICE_MEMORY,
            typed.text(Option.DEVICE_MEMORY).orElseThrow(),
            DeviceMemory::parse),
        typed.tolerance(precision),
        typed.choice(Option.TOLERANCE_ON, ToleranceOn.class),
        typed.count(Option.MAX_ITERATIONS, 1).orElseThrow());
  }

  /** A device keeps them whatever is asked for; without one the option decides. */
  private static void requireKeptJacobians(TypedValues typed) {
    if (typed.choice(Option.JACOBIAN_STORAGE, JacobianStorage.class).orElseThrow()
        == JacobianStorage.RECOMPUTE) {
      throw typed.refused(
          Option.JACOBIAN_STORAGE,
          "--elk-step smooth needs the Jacobians twice, so they have to be kept; leave one of them"
              + " out");
    }
  }

  private static Jacobian jacobian(TypedValues typed, Optional<Method> method) {
    Jacobian jacobian = typed.choice(Option.JACOBIAN, Jacobian.class).orElseThrow();
    if (jacobian != Jacobian.AUTO && method.filter(SolverSettings::hasItsOwnForm).isPresent()) {
      throw typed.refused(
          Option.JACOBIAN,
          "--method "
              + MethodNames.of(method)
              + " has a form of its own; leave it out, or give --method shooting");
    }
    if (jacobian == Jacobian.SECANT && typed.text(Option.DAMPING).isPresent()) {
      throw typed.refused(
          Option.JACOBIAN, "secants are not damped; leave out --damping, or give dense");
    }
    return jacobian;
  }

  /** The loop has none, for which it is refused as other options are. */
  private static boolean hasItsOwnForm(Method method) {
    return method != Method.SHOOTING && method != Method.SEQUENTIAL;
  }

  private static OptionalInt segmentLength(TypedValues typed, Optional<Method> method) {
    if (typed.text(Option.SEGMENT_LENGTH).isEmpty()) {
      return MethodNames.choosesSegmentLength(method) ? OptionalInt.empty() : OptionalInt.of(1);
    }
    return typed.isAuto(Option.SEGMENT_LENGTH)
        ? OptionalInt.empty()
        : typed.count(Option.SEGMENT_LENGTH, 1);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.solve.Method;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The settings of {@code bench}: typed, checked, and consistent with each other.
 *
 * @param stateSizes of the networks, each at least 1
 * @param lengths of the series, in steps, of which those are measured that the loop walks in
 *     seconds
 * @param seed of weights and inputs
 * @param repeats of each measurement, at least 1
 * @param methods to measure beside the sequential loop, each empty where it is chosen from the
 *     dynamics; no methods: chosen by the state size
 * @param segmentLength for methods that do not choose their own; empty: one step
 * @param precision of the states
 * @param kernel that walks
 * @param tolerance for residual and update
 * @param python an interpreter with torch, where there is one
 * @param values every option as text with its source, for the start-up print
 */
public record BenchSettings(
    List<Integer> stateSizes,
    List<Integer> lengths,
    long seed,
    int repeats,
    List<Optional<Method>> methods,
    OptionalInt segmentLength,
    Precision precision,
    KernelChoice kernel,
    double tolerance,
    Optional<String> python,
    OptionValues values) {
  private static final List<Optional<Method>> METHODS =
      List.of(
          Optional.empty(),
          Optional.of(Method.SHOOTING),
          Optional.of(Method.QUASI_DEER),
          Optional.of(Method.DEER));

  /** The largest state for full Jacobians, which cost as many walks as a state has numbers. */
  private static final int LARGEST_FOR_DEER = 32;

  private static final List<Integer> STATE_SIZES = List.of(8, 64, 256);

  /** The methods, the state sizes and the lengths of series of a grid. */
  private static final List<Optional<Method>> GRID_METHODS =
      List.of(Optional.empty(), Optional.of(Method.SEQUENTIAL));

  private static final List<Integer> GRID_SIZES = List.of(3, 32, 256, 1024);
  private static final List<Integer> GRID_LENGTHS = List.of(10_000, 100_000, 1_000_000, 10_000_000);

  /** Weights times steps of a grid's longest series: some seconds of the loop. */
  private static final double GRID_WORK = 4e10;

  private static final int STEPS = 1_000_000;
  private static final int SEGMENT_LENGTH = 1000;

  /** The options that the command has. */
  public static final Set<Option> OPTIONS =
      Collections.unmodifiableSet(
          EnumSet.of(
              Option.STATE_SIZES,
              Option.GRID,
              Option.REPEATS,
              Option.PYTHON,
              Option.STEPS,
              Option.SEED,
              Option.METHODS,
              Option.SEGMENT_LENGTH,
              Option.PRECISION,
              Option.KERNEL,
              Option.TOLERANCE,
              Option.VERBOSE));

  /**
   * Settings from the options. The defaults are {@value #STEPS} steps, and segments of {@value
   * #SEGMENT_LENGTH} steps for methods that do not choose their own.
   *
   * @throws BadInputException on an invalid value; the message names the option
   */
  public static BenchSettings of(OptionValues all) {
    OptionValues values = all.only(OPTIONS);
    TypedValues typed = new TypedValues(values);
    Precision precision = typed.choice(Option.PRECISION, Precision.class).orElseThrow();
    boolean grid = typed.flag(Option.GRID);
    List<Optional<Method>> methods = MethodNames.methods(typed, Option.METHODS);
    List<Integer> sizes = sizes(typed);
    requireOnce(typed, Option.METHODS, methods);
    requireOnce(typed, Option.STATE_SIZES, sizes);
    requireUse(typed, grid && methods.isEmpty() ? GRID_METHODS : methods);
    return new BenchSettings(
        grid && !typed.isGiven(Option.STATE_SIZES) ? GRID_SIZES : sizes,
        grid && !typed.isGiven(Option.STEPS)
            ? GRID_LENGTHS
            : List.of(typed.count(Option.STEPS, 2).orElse(STEPS)),
        typed.whole(Option.SEED, Long.MIN_VALUE, Long.MAX_VALUE).orElseThrow(),
        typed.count(Option.REPEATS, 1).orElseThrow(),
        grid && methods.isEmpty() ? GRID_METHODS : methods,
        segmentLength(typed),
        precision,
        typed.choice(Option.KERNEL, KernelChoice.class).orElseThrow(),
        typed.tolerance(precision),
        typed.text(Option.PYTHON),
        values);
  }

  private static OptionalInt segmentLength(TypedValues typed) {
    return typed.isAuto(Option.SEGMENT_LENGTH)
        ? OptionalInt.empty()
        : OptionalInt.of(typed.count(Option.SEGMENT_LENGTH, 1).orElse(SEGMENT_LENGTH));
  }

  private static void requireOnce(TypedValues typed, Option option, List<?> values) {
    if (values.stream().distinct().count() < values.size()) {
      throw typed.refused(option, "name each once");
    }
  }

  private static void requireUse(TypedValues typed, List<Optional<Method>> methods) {
    if (!methods.isEmpty() && methods.stream().allMatch(MethodNames::choosesSegmentLength)) {
      typed.requireDefaults(
          "all methods to measure choose their own; leave it out", Option.SEGMENT_LENGTH);
    }
  }

  /**
   * The lengths of the series to measure on a network: those that end in reasonable time, and the
   * first in any case, so that every state size that was asked for is measured.
   */
  public List<Integer> lengths(int stateSize) {
    double weights = Math.max(1000, 3.0 * stateSize * stateSize);
    int shortest = lengths.get(0);
    return lengths.stream()
        .filter(length -> length == shortest || length * weights <= GRID_WORK)
        .toList();
  }

  /**
   * The methods to measure on a network: those that were named, or all that end in reasonable time.
   */
  public List<Optional<Method>> methods(int stateSize) {
    return methods.isEmpty()
        ? METHODS.stream()
            .filter(
                method -> stateSize <= LARGEST_FOR_DEER || !method.equals(Optional.of(Method.DEER)))
            .toList()
        : methods;
  }

  private static List<Integer> sizes(TypedValues typed) {
    try {
      List<Integer> sizes = typed.list(Option.STATE_SIZES).stream().map(Integer::parseInt).toList();
      if (sizes.isEmpty()) {
        return STATE_SIZES;
      }
      if (sizes.stream().allMatch(size -> size >= 1 && size <= 4096)) {
        return sizes;
      }
    } catch (NumberFormatException notANumber) {
      // refused below, with the user's text
    }
    throw typed.refused(Option.STATE_SIZES, "give whole numbers from 1 to 4096, such as 8,64,256");
  }
}

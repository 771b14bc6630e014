// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.settings.DampingSettings.Prefix;
import dev.deerpark.settings.DampingSettings.Step;
import dev.deerpark.settings.LayoutSettings.Jacobians;
import dev.deerpark.settings.LayoutSettings.Scan;
import dev.deerpark.settings.ModelSettings.Example;
import dev.deerpark.settings.OutputSettings.Emit;
import dev.deerpark.settings.OutputSettings.Verify;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Builds each group of settings from the options, and refuses what does not go together. */
final class SettingsReader {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,18}):(\\d{1,18})");

  private final OptionValues values;
  private final TypedValues typed;

  SettingsReader(OptionValues values) {
    this.values = values;
    this.typed = new TypedValues(values);
  }

  ModelSettings model() {
    List<Option> given = given(Option.MODEL, Option.MODEL_CLASS, Option.EXAMPLE);
    if (given.isEmpty()) {
      throw new BadInputException(
          "No model is named: give --model FILE, --model-class NAME or --example ecg.");
    }
    refuseTogether(given);
    if (values.isGiven(Option.MODEL_PARAM) && !values.isGiven(Option.MODEL_CLASS)) {
      throw new BadInputException(
          typed.culprits(List.of(Option.MODEL_PARAM))
              + " has no --model-class to go to: add that or leave the parameter out.");
    }
    return new ModelSettings(
        typed.text(Option.MODEL),
        typed.text(Option.MODEL_CLASS),
        Collections.unmodifiableMap(typed.pairs(Option.MODEL_PARAM)),
        typed.choice(Option.EXAMPLE, Example.class));
  }

  InputSettings input() {
    refuseTogether(given(Option.EXAMPLE, Option.INPUT));
    if (given(Option.EXAMPLE, Option.INPUT).isEmpty()) {
      throw new BadInputException("--input is missing: name the file or folder of the series.");
    }
    return new InputSettings(
        typed.text(Option.INPUT),
        typed.text(Option.TIME_COLUMN).orElseThrow(),
        typed.list(Option.VALUE_COLUMNS),
        range(),
        typed.text(Option.INITIAL_STATE));
  }

  private Optional<TimeRange> range() {
    return typed
        .text(Option.RANGE)
        .map(
            text -> {
              Matcher matcher = RANGE.matcher(text);
              if (matcher.matches()) {
                long from = Long.parseLong(matcher.group(1));
                long to = Long.parseLong(matcher.group(2));
                if (from < to) {
                  return new TimeRange(from, to);
                }
              }
              throw typed.refused(
                  Option.RANGE,
                  "give FROM:TO, two time indexes with 0 <= FROM < TO, such as 0:10000");
            });
  }

  SolverSettings solver() {
    return solver(Option.METHOD, typed.text(Option.METHOD).orElseThrow(), true);
  }

  /** How each of several methods is to solve; none where there is nothing to compare. */
  List<SolverSettings> compared() {
    List<String> methods = typed.list(Option.METHODS);
    if (!methods.isEmpty()) {
      refuseTogether(given(Option.METHODS, Option.METHOD));
      refuseTogether(given(Option.METHODS, Option.OUTPUT));
      refuseTogether(given(Option.METHODS, Option.FINAL_STATE));
    }
    if (new HashSet<>(methods).size() < methods.size()) {
      throw typed.refused(Option.METHODS, "name each method once");
    }
    // elk without its damping is deer, so where both are compared the option is for elk
    boolean all = methods.stream().noneMatch(SolverSettings::isDamped);
    return methods.stream()
        .map(method -> solver(Option.METHODS, method, all || SolverSettings.isDamped(method)))
        .toList();
  }

  private SolverSettings solver(Option named, String method, boolean dampedAsGiven) {
    if (!SolverSettings.METHODS.contains(method)) {
      throw typed.refused(
          named, "the known methods are " + String.join(", ", SolverSettings.METHODS));
    }
    Optional<GuessSettings> guess = guess();
    int shortSweeps = (int) typed.whole(Option.SHORT_SWEEPS, 0, 1000).orElseThrow();
    if (shortSweeps > 0 && guess.filter(GuessSettings::isForLongSegments).isPresent()) {
      throw typed.refused(
          Option.SHORT_SWEEPS,
          "they begin at segment length 1, where --guess "
              + typed.text(Option.GUESS).orElseThrow()
              + " is of no use; leave one of them out");
    }
    Precision precision = typed.choice(Option.PRECISION, Precision.class).orElseThrow();
    return new SolverSettings(
        method,
        segmentLength(method),
        damping(method, dampedAsGiven),
        guess,
        shortSweeps,
        precision,
        typed.choice(Option.KERNEL, KernelChoice.class).orElseThrow(),
        tolerance(precision),
        typed.count(Option.MAX_ITERATIONS, 1).orElseThrow());
  }

  private DampingSettings damping(String method, boolean asGiven) {
    boolean published =
        typed.choice(Option.ELK_PREFIX, Prefix.class).orElseThrow() == Prefix.PUBLISHED;
    boolean smooth = typed.choice(Option.ELK_STEP, Step.class).orElseThrow() == Step.SMOOTH;
    String unlessGiven = SolverSettings.isDamped(method) ? "adaptive" : "none";
    String text = typed.text(Option.DAMPING).filter(given -> asGiven).orElse(unlessGiven);
    String kind =
        text.equals("published") ? "fixed:" + SolverSettings.publishedLambda(method) : text;
    DampingSettings damping =
        parsed(Option.DAMPING, kind, known -> DampingSettings.parse(known, published, smooth));
    if (damping.kind() != DampingSettings.Kind.NONE && !SolverSettings.hasJacobians(method)) {
      throw typed.refused(
          Option.DAMPING, "--method " + method + " has no Jacobians to damp; leave it out");
    }
    return damping;
  }

  private Optional<GuessSettings> guess() {
    return typed.text(Option.GUESS).map(text -> parsed(Option.GUESS, text, GuessSettings::parse));
  }

  /** A value from its text; what is refused blames the option. */
  private <T> T parsed(Option option, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (BadInputException refused) {
      throw typed.refused(option, refused.getMessage());
    }
  }

  private OptionalInt segmentLength(String method) {
    Optional<String> text = typed.text(Option.SEGMENT_LENGTH);
    if (text.isEmpty()) {
      return SolverSettings.choosesSegmentLength(method) ? OptionalInt.empty() : OptionalInt.of(1);
    }
    return text.get().equals("auto") ? OptionalInt.empty() : typed.count(Option.SEGMENT_LENGTH, 1);
  }

  private double tolerance(Precision precision) {
    double tolerance = typed.positive(Option.TOLERANCE).orElse(precision.defaultTolerance());
    if (tolerance < precision.smallestTolerance()) {
      throw typed.refused(
          Option.TOLERANCE,
          "the chosen precision reaches "
              + precision.smallestTolerance()
              + " at best; give a larger tolerance or --precision double");
    }
    return tolerance;
  }

  LayoutSettings layout() {
    return new LayoutSettings(
        typed.count(Option.PARTITIONS, 1),
        typed.count(Option.BLOCK_STEPS, 1),
        typed.choice(Option.SCAN, Scan.class).orElseThrow(),
        typed.choice(Option.JACOBIANS, Jacobians.class).orElseThrow(),
        typed.count(Option.FAN_IN, 2).orElseThrow(),
        typed.text(Option.WORK_DIR));
  }

  OutputSettings output() {
    Verify unlessGiven = values.isGiven(Option.EXAMPLE) ? Verify.FULL : Verify.SAMPLE;
    return new OutputSettings(
        typed.text(Option.OUTPUT),
        Collections.unmodifiableSet(EnumSet.copyOf(typed.choices(Option.EMIT, Emit.class))),
        typed.count(Option.EVERY, 1).orElseThrow(),
        typed.text(Option.FINAL_STATE),
        typed.flag(Option.OVERWRITE),
        typed.flag(Option.KEEP_UNCONVERGED),
        typed.choice(Option.VERIFY, Verify.class).orElse(unlessGiven),
        typed.text(Option.REPORT));
  }

  private List<Option> given(Option... options) {
    return Stream.of(options).filter(values::isGiven).toList();
  }

  private void refuseTogether(List<Option> given) {
    if (given.size() > 1) {
      throw new BadInputException(typed.culprits(given) + " exclude each other: give one of them.");
    }
  }
}

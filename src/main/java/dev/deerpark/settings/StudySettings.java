// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.NumberText;
import dev.deerpark.base.Precision;
import dev.deerpark.settings.LayoutSettings.Scan;
import dev.deerpark.settings.OutputSettings.Verify;
import dev.deerpark.solve.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * The settings of {@code study}: typed, checked, and consistent with each other.
 *
 * @param task what is done
 * @param output the folder of the study
 * @param overwrite whether an older study there is replaced
 * @param resume whether the runs that are recorded there are kept
 * @param model a sidecar or an ONNX file, in place of generated networks
 * @param axes of the grid
 * @param repeats timed runs of each cell, at least 1
 * @param warmups runs of each cell in each application before them
 * @param precision of the states
 * @param tolerance for residual and update
 * @param seed of networks, inputs and the order of the runs
 * @param verify how each result is checked before its time counts
 * @param scan where the segments' maps are combined
 * @param damping of the methods that are damped
 * @param values every option as text with its source, for the start-up print
 */
public record StudySettings(
    Task task,
    String output,
    boolean overwrite,
    boolean resume,
    Optional<String> model,
    Axes axes,
    int repeats,
    int warmups,
    Precision precision,
    double tolerance,
    long seed,
    Verify verify,
    Scan scan,
    Map<Method, DampingSettings> damping,
    OptionValues values) {

  /**
   * What a study does.
   *
   * @param eventLog to take apart, in place of measuring
   * @param predictedLength steps to predict for, in place of measuring
   */
  public record Task(Optional<String> eventLog, OptionalLong predictedLength) {}

  /**
   * The axes of the grid.
   *
   * @param networks to generate; none where a model is named
   * @param lengths of the series, in steps
   * @param executors numbers of them; none: cores of one process instead
   * @param cores numbers of cores of one process; none: chosen from the machine
   * @param methods empty where it is chosen from the dynamics
   * @param segmentLengths for methods that do not choose their own; 0 for the method's own
   * @param kernels that walk
   * @param strong whether every length is measured on every number of executors
   * @param weak whether lengths grow with the executors
   */
  public record Axes(
      List<GeneratedNetwork> networks,
      List<Long> lengths,
      List<Integer> executors,
      List<Integer> cores,
      List<Optional<Method>> methods,
      List<Integer> segmentLengths,
      List<KernelChoice> kernels,
      boolean strong,
      boolean weak) {}

  private static final double LONGEST = 1e15;
  private static final int MOST_WORKERS = 1_000_000;

  /** The options that the command has. */
  public static final Set<Option> OPTIONS =
      Collections.unmodifiableSet(
          EnumSet.of(
              Option.MODEL,
              Option.SEED,
              Option.STATE_SIZES,
              Option.REPEATS,
              Option.PRESET,
              Option.SCALE,
              Option.GENERATE,
              Option.LENGTHS,
              Option.EXECUTORS,
              Option.CORES,
              Option.SEGMENT_LENGTHS,
              Option.KERNELS,
              Option.WARMUP,
              Option.STRONG,
              Option.WEAK,
              Option.RESUME,
              Option.FROM_EVENT_LOG,
              Option.PREDICT,
              Option.LENGTH,
              Option.METHODS,
              Option.DAMPING,
              Option.ELK_PREFIX,
              Option.ELK_STEP,
              Option.PRECISION,
              Option.TOLERANCE,
              Option.SCAN,
              Option.OUTPUT,
              Option.OVERWRITE,
              Option.VERIFY,
              Option.VERBOSE));

  /**
   * Settings from the options.
   *
   * @throws BadInputException on an invalid value, on options that exclude each other, and on a
   *     missing one; the message names the option
   */
  public static StudySettings of(OptionValues all) {
    OptionValues values = all.only(OPTIONS);
    TypedValues typed = new TypedValues(values);
    typed.requireAtMostOne(Option.PREDICT, Option.FROM_EVENT_LOG, Option.RESUME, Option.OVERWRITE);
    Precision precision = typed.choice(Option.PRECISION, Precision.class).orElseThrow();
    Axes axes = axes(typed);
    requireUse(typed, axes.methods());
    return new StudySettings(
        task(typed),
        typed
            .text(Option.OUTPUT)
            .orElseThrow(
                () -> new BadInputException("--output is missing: name the folder of the study.")),
        typed.flag(Option.OVERWRITE),
        typed.flag(Option.RESUME),
        typed.text(Option.MODEL),
        axes,
        typed.count(Option.REPEATS, 1).orElseThrow(),
        typed.count(Option.WARMUP, 0).orElseThrow(),
        precision,
        typed.tolerance(precision),
        typed.whole(Option.SEED, Long.MIN_VALUE, Long.MAX_VALUE).orElseThrow(),
        verify(typed),
        typed.choice(Option.SCAN, Scan.class).orElseThrow(),
        damping(typed, axes.methods()),
        values);
  }

  /** Refuses options that have no effect on this study. */
  private static void requireUse(TypedValues typed, List<Optional<Method>> methods) {
    if (typed.isGiven(Option.FROM_EVENT_LOG)) {
      typed.requireDefaults(
          "a log is taken apart, and nothing is measured; leave it out",
          others(Option.FROM_EVENT_LOG, Option.OUTPUT, Option.VERBOSE));
    }
    if (typed.flag(Option.PREDICT)) {
      typed.requireDefaults(
          "--predict goes by what was measured, and measures nothing; leave it out",
          others(Option.PREDICT, Option.LENGTH, Option.EXECUTORS, Option.OUTPUT, Option.VERBOSE));
    }
    if (methods.stream().allMatch(MethodNames::choosesSegmentLength)) {
      typed.requireDefaults(
          "all methods of the study choose their own; leave it out", Option.SEGMENT_LENGTHS);
    }
  }

  private static Option[] others(Option... used) {
    Set<Option> others = EnumSet.copyOf(OPTIONS);
    others.removeAll(Arrays.asList(used));
    return others.toArray(Option[]::new);
  }

  private static Verify verify(TypedValues typed) {
    Verify verify = typed.choice(Option.VERIFY, Verify.class).orElse(Verify.FULL);
    if (verify == Verify.NONE) {
      throw typed.refused(Option.VERIFY, "a time counts only for a result that was checked");
    }
    return verify;
  }

  private static Task task(TypedValues typed) {
    boolean predicts = typed.flag(Option.PREDICT);
    if (predicts != typed.isGiven(Option.LENGTH)) {
      throw new BadInputException(
          "--predict and --length go together: give both, with --executors, or neither.");
    }
    if (predicts && !typed.isGiven(Option.EXECUTORS)) {
      throw new BadInputException(
          "--executors is missing: name the numbers of executors to predict for.");
    }
    return new Task(
        typed.text(Option.FROM_EVENT_LOG),
        predicts
            ? OptionalLong.of(steps(typed, Option.LENGTH, typed.text(Option.LENGTH).orElseThrow()))
            : OptionalLong.empty());
  }

  private static Axes axes(TypedValues typed) {
    typed.requireAtMostOne(Option.MODEL, Option.GENERATE);
    typed.requireAtMostOne(Option.MODEL, Option.STATE_SIZES);
    typed.requireAtMostOne(Option.EXECUTORS, Option.CORES);
    StudyPreset preset = preset(typed);
    boolean weak = typed.flag(Option.WEAK);
    boolean strong = typed.flag(Option.STRONG);
    return new Axes(
        typed.isGiven(Option.MODEL) ? List.of() : networks(typed, preset),
        lengths(typed, preset),
        numbers(typed, Option.EXECUTORS, MOST_WORKERS),
        numbers(typed, Option.CORES, MOST_WORKERS),
        methods(typed, preset),
        typed.isGiven(Option.SEGMENT_LENGTHS)
            ? numbers(typed, Option.SEGMENT_LENGTHS, Integer.MAX_VALUE)
            : List.of(0),
        typed.choices(Option.KERNELS, KernelChoice.class),
        strong || !weak,
        weak);
  }

  private static StudyPreset preset(TypedValues typed) {
    String name = typed.text(Option.PRESET).orElseThrow();
    for (StudyPreset preset : StudyPreset.values()) {
      if (preset.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
        return preset;
      }
    }
    throw typed.refused(
        Option.PRESET, "the presets are this-cluster, elk-figure-2, elk-figure-4, predictability");
  }

  private static List<GeneratedNetwork> networks(TypedValues typed, StudyPreset preset) {
    List<GeneratedNetwork> named =
        typed.list(Option.GENERATE).stream()
            .map(text -> typed.parsed(Option.GENERATE, text, GeneratedNetwork::parse))
            .toList();
    List<GeneratedNetwork> networks = named.isEmpty() ? preset.networks() : named;
    if (networks.isEmpty()) {
      throw new BadInputException(
          "--model is missing: this preset needs a trained network, such as the autoregressive one"
              + " of the paper. Name it, or give --generate.");
    }
    List<Integer> sizes = numbers(typed, Option.STATE_SIZES, MOST_WORKERS);
    if (sizes.isEmpty()) {
      return different(typed, Option.GENERATE, networks);
    }
    List<GeneratedNetwork> sized = new ArrayList<>();
    for (int size : sizes) {
      Function<GeneratedNetwork, GeneratedNetwork> resized = network -> network.ofUnits(size);
      for (GeneratedNetwork network : networks) {
        sized.add(
            typed.parsed(Option.STATE_SIZES, String.valueOf(size), text -> resized.apply(network)));
      }
    }
    return sized.stream().distinct().toList();
  }

  private static List<Long> lengths(TypedValues typed, StudyPreset preset) {
    double scale = typed.positive(Option.SCALE).orElseThrow();
    List<Long> given =
        typed.list(Option.LENGTHS).stream()
            .map(text -> steps(typed, Option.LENGTHS, text))
            .toList();
    return (given.isEmpty() ? preset.lengths() : different(typed, Option.LENGTHS, given))
        .stream().map(steps -> Math.max(2, Math.round(scale * steps))).distinct().toList();
  }

  private static List<Optional<Method>> methods(TypedValues typed, StudyPreset preset) {
    List<Optional<Method>> named = MethodNames.methods(typed, Option.METHODS);
    return named.isEmpty()
        ? preset.methods().stream().map(Method::named).toList()
        : different(typed, Option.METHODS, named);
  }

  private static Map<Method, DampingSettings> damping(
      TypedValues typed, List<Optional<Method>> methods) {
    Map<Method, DampingSettings> damping = new LinkedHashMap<>();
    for (Optional<Method> method : methods) {
      boolean damped = method.filter(Method::filters).isPresent();
      DampingSettings settings = DampingSettings.of(typed, method, damped);
      method.ifPresent(known -> damping.put(known, settings));
    }
    return Collections.unmodifiableMap(damping);
  }

  /** A number of steps, such as 1000 or 1e5. */
  private static long steps(TypedValues typed, Option option, String text) {
    Double number = NumberText.parse(text, '.');
    if (number != null && number >= 2 && number <= LONGEST && number == Math.rint(number)) {
      return number.longValue();
    }
    throw typed.refused(
        option, "give whole numbers of steps from 2 to 1e15, such as 100000 or 1e5");
  }

  private static List<Integer> numbers(TypedValues typed, Option option, int largest) {
    try {
      List<Integer> numbers = typed.list(option).stream().map(Integer::parseInt).toList();
      if (numbers.stream().allMatch(number -> number >= 1 && number <= largest)) {
        return different(typed, option, numbers);
      }
    } catch (NumberFormatException notANumber) {
      // refused below, with the user's text
    }
    throw typed.refused(option, "give whole numbers from 1 on, such as 1,2,4");
  }

  private static <T> List<T> different(TypedValues typed, Option option, List<T> values) {
    if (new HashSet<>(values).size() < values.size()) {
      throw typed.refused(option, "name each once");
    }
    return values;
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.streaming.StreamCommandSettings;
import dev.deerpark.solve.Method;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An option that is given and has no effect on a run is refused. */
class IdleOptionsTest {
  /** For each option of how to solve, a value that is not its default. */
  private static final Map<Option, String> OTHERS = new EnumMap<>(Option.class);

  static {
    OTHERS.put(Option.SEGMENT_LENGTH, "64");
    OTHERS.put(Option.JACOBIAN, "dense");
    OTHERS.put(Option.DAMPING, "fixed:0.5");
    OTHERS.put(Option.ELK_PREFIX, "published");
    OTHERS.put(Option.ELK_STEP, "smooth");
    OTHERS.put(Option.NON_FINITE, "published");
    OTHERS.put(Option.GUESS, "start");
    OTHERS.put(Option.SHORT_SWEEPS, "2");
    OTHERS.put(Option.PRECISION, "double");
    OTHERS.put(Option.KERNEL, "jvm");
    OTHERS.put(Option.DEVICE_MEMORY, "0.5");
    OTHERS.put(Option.TOLERANCE, "1e-3");
    OTHERS.put(Option.TOLERANCE_ON, "outputs");
    OTHERS.put(Option.MAX_ITERATIONS, "7");
    OTHERS.put(Option.SCAN, "tree");
    OTHERS.put(Option.JACOBIAN_STORAGE, "keep");
    OTHERS.put(Option.FAN_IN, "4");
  }

  /** Those that act on a walk in order. */
  private static final Set<Option> OF_ANY_WALK =
      EnumSet.of(
          Option.PRECISION,
          Option.KERNEL,
          Option.DEVICE_MEMORY,
          Option.TOLERANCE,
          Option.TOLERANCE_ON);

  /** Those that need a filter, or Jacobians, or the choice of them. */
  private static Set<Option> needing(Method method) {
    Set<Option> needing = EnumSet.noneOf(Option.class);
    if (!method.filters()) {
      needing.addAll(Set.of(Option.ELK_PREFIX, Option.ELK_STEP));
    }
    if (!method.hasJacobians()) {
      needing.addAll(Set.of(Option.DAMPING, Option.JACOBIAN_STORAGE));
    }
    if (method != Method.SHOOTING) {
      needing.add(Option.JACOBIAN);
    }
    return needing;
  }

  private static Map<Option, String> run(Map<Option, String> more) {
    Map<Option, String> options = new EnumMap<>(Option.class);
    options.putAll(Map.of(Option.MODEL, "m", Option.INPUT, "i", Option.OUTPUT, "o"));
    options.putAll(more);
    return options;
  }

  private static void evaluate(Map<Option, String> options) {
    EvaluateSettings.forEvaluate(OptionValues.resolve(options, Map.of()));
  }

  @Test
  void theTableHasEveryOptionOfHowToSolve() {
    Set<Option> all = new HashSet<>(Group.SOLVER.options());
    all.remove(Option.METHOD);
    assertThat(OTHERS.keySet()).containsAll(all);
  }

  static Stream<Method> methods() {
    return Arrays.stream(Method.values());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aMethodTakesTheOptionsThatActOnItAndNoOthers(Method method) {
    OTHERS.forEach(
        (option, text) -> {
          Map<Option, String> options = run(Map.of(Option.METHOD, method.label(), option, text));
          boolean acts =
              method == Method.SEQUENTIAL
                  ? OF_ANY_WALK.contains(option)
                  : !needing(method).contains(option);
          if (acts) {
            assertThatCode(() -> evaluate(options)).as("%s", option).doesNotThrowAnyException();
          } else {
            assertThatThrownBy(() -> evaluate(options))
                .as("%s", option)
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(option.flag() + " is '" + text + "': ");
          }
        });
  }

  @Test
  void aComparisonTakesWhatActsOnOneOfItsMethods() {
    Map<Option, String> options = run(Map.of(Option.METHODS, "sequential,deer"));
    options.remove(Option.OUTPUT);
    options.putAll(Map.of(Option.REPORT, "r", Option.MAX_ITERATIONS, "7"));
    assertThatCode(() -> evaluate(options)).doesNotThrowAnyException();
    options.put(Option.METHODS, "sequential");
    assertThatThrownBy(() -> evaluate(options)).hasMessageContaining("walks in order");
  }

  @Test
  void whatTheLoopRefusesHasNoEffectWhereTheLoopIsChosen() {
    Set<Option> refusedWithAuto = Set.of(Option.DAMPING, Option.ELK_PREFIX, Option.ELK_STEP);
    OTHERS.forEach(
        (option, text) -> {
          if (!refusedWithAuto.contains(option)) {
            assertThat(chosen(Map.of(option, text)).idleInOrder())
                .as("%s", option)
                .isEqualTo(OF_ANY_WALK.contains(option) ? List.of() : List.of(option.flag()));
          }
        });
    Map<Option, String> auto = Map.of(Option.SEGMENT_LENGTH, "auto");
    assertThat(chosen(auto).idleInOrder()).as("what is so without the option").isEmpty();
    assertThat(chosen(Map.of(Option.METHOD, "deer", Option.MAX_ITERATIONS, "7")).idleInOrder())
        .as("a method was named")
        .isEmpty();
  }

  @Test
  void inAComparisonTheyHaveNoEffectWhereNoOtherMethodIterates() {
    Map<Option, String> options = new EnumMap<>(Option.class);
    options.putAll(Map.of(Option.MODEL, "m", Option.INPUT, "i", Option.REPORT, "r"));
    options.putAll(Map.of(Option.METHODS, "sequential,auto", Option.JACOBIAN, "dense"));
    EvaluateSettings both = EvaluateSettings.forEvaluate(OptionValues.resolve(options, Map.of()));
    assertThat(both.withSolver(both.compared().get(0)).idleInOrder()).isEmpty();
    assertThat(both.withSolver(both.compared().get(1)).idleInOrder()).containsExactly("--jacobian");
    options.put(Option.METHODS, "shooting,auto");
    EvaluateSettings other = EvaluateSettings.forEvaluate(OptionValues.resolve(options, Map.of()));
    assertThat(other.withSolver(other.compared().get(1)).idleInOrder()).isEmpty();
  }

  private static EvaluateSettings chosen(Map<Option, String> more) {
    return EvaluateSettings.forEvaluate(OptionValues.resolve(run(more), Map.of()));
  }

  /** The options without which a command does nothing, but for places that the words name. */
  private static Map<Option, String> neededBy(String command, String words) {
    Map<Option, String> options = new EnumMap<>(Option.class);
    if (command.equals("evaluate") || command.equals("stream")) {
      options.put(Option.MODEL, "m");
      options.put(Option.INPUT, "i");
    }
    if (command.equals("stream")) {
      options.put(Option.CHECKPOINT, "c");
    }
    options.put(Option.OUTPUT, "o");
    if (words.contains("--input-table")) {
      options.remove(Option.INPUT);
    }
    if (words.contains("--output-table")) {
      options.remove(Option.OUTPUT);
    }
    return options;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "evaluate | --kernel=jvm --device-memory=1g | device-memory",
        "evaluate | --kernel=opencl --device-memory=1g |",
        "evaluate | --jacobian=none --jacobian-storage=keep | jacobian-storage",
        "evaluate | --emit=states --output-scale=model | output-scale",
        "evaluate | --emit=states --tolerance-on=outputs --output-scale=model |",
        "evaluate | --kernel=jvm --method=sequential |",
        "evaluate | --segment-length=auto --method=sequential |",
        "stream | --emit=states --output-scale=model | output-scale",
        "stream | --emit=outputs --states-as=columns | states-as",
        "stream | --input-table=a.b --schema=t_LONG | schema",
        "stream | --input-table=a.b --output-table=c.d |",
        "stream | --schema=t_LONG --late=drop --duplicates=keep-first |",
        "stream | --longest-fill=9 | longest-fill",
        "stream | --gaps=hold-state --longest-fill=9 | longest-fill",
        "stream | --gaps=fill-previous --longest-fill=9 |",
        "generate | --steps=9 --seed=3 | seed",
        "generate | --steps=9 --kind=sine | kind",
        "generate | --steps=9 --kind=sine --columns=a |",
        "bench | --methods=auto,shooting --segment-length=9 | segment-length",
        "bench | --grid=true --segment-length=9 | segment-length",
        "bench | --methods=auto,deer --segment-length=9 |",
        "bench | --methods=auto,shooting --segment-length=auto |",
        "study | --methods=auto --segment-lengths=9 | segment-lengths",
        "study | --methods=deer --segment-lengths=9 |",
        "study | --from-event-log=l --repeats=3 | repeats",
        "study | --from-event-log=l |",
        "study | --predict=true --length=1e9 --executors=2 --lengths=1e5 | lengths",
        "study | --predict=true --length=1e9 --executors=2 --tolerance=1e-3 | tolerance",
        "study | --predict=true --length=1e9 --executors=2 |",
      })
  void otherCommandsRefuseWhatHasNoEffectToo(String command, String words, String refused) {
    Map<Option, String> options = neededBy(command, words);
    for (String word : words.split(" ")) {
      String[] sides = word.substring(2).split("=", 2);
      options.put(Option.valueOf(sides[0].replace('-', '_').toUpperCase(Locale.ROOT)), sides[1]);
    }
    Consumer<OptionValues> settings =
        switch (command) {
          case "evaluate" -> EvaluateSettings::forEvaluate;
          case "stream" -> StreamCommandSettings::of;
          case "generate" -> GenerateSettings::of;
          case "bench" -> BenchSettings::of;
          default -> StudySettings::of;
        };
    if (refused == null) {
      assertThatCode(() -> settings.accept(OptionValues.resolve(options, Map.of())))
          .doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> settings.accept(OptionValues.resolve(options, Map.of())))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith("--" + refused + " is '");
    }
  }
}

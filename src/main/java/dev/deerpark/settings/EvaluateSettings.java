// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.OptionValue.Source;
import dev.deerpark.solve.Method;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The settings of {@code evaluate} and {@code inspect}: typed, checked, and consistent with each
 * other. What depends on the model, the input or the cluster is checked later, by the use case.
 *
 * @param model to evaluate
 * @param input series
 * @param solver settings; of a comparison those of its first method
 * @param compared solver settings to compare instead; empty for a run with a result
 * @param againstLoop the difference to the loop at which the iterations of a comparison are
 *     counted; empty where iterates are not compared with the loop
 * @param layout of the series on the cluster
 * @param output and how to check it
 * @param values every option as text with its source, for the start-up print and the report
 */
public record EvaluateSettings(
    ModelSettings model,
    InputSettings input,
    SolverSettings solver,
    List<SolverSettings> compared,
    Optional<Double> againstLoop,
    LayoutSettings layout,
    OutputSettings output,
    OptionValues values) {

  /** The options of {@code evaluate}. */
  public static final Set<Option> EVALUATE_OPTIONS =
      Group.options(
          Group.SUBJECT,
          Group.COMPARISON,
          Group.SOLVER,
          Group.LAYOUT,
          Group.RESULT,
          Group.CHECK,
          Group.TERMINAL);

  /** The options of {@code inspect}, which takes one method at a time. */
  public static final Set<Option> INSPECT_OPTIONS =
      Group.options(
          Group.SUBJECT,
          Group.INSPECTION,
          Group.SOLVER,
          Group.LAYOUT,
          Group.RESULT,
          Group.CHECK,
          Group.TERMINAL);

  /** The options of a program that gives a DataFrame and gets one. */
  public static final Set<Option> ROWS_OPTIONS =
      Collections.unmodifiableSet(
          EnumSet.copyOf(
              EVALUATE_OPTIONS.stream().filter(option -> !isOfCommandAlone(option)).toList()));

  /**
   * Settings for a run that writes a result, or for several that are compared.
   *
   * @throws BadInputException on an invalid value, on options that exclude each other, and on a
   *     missing one; the message names the option
   */
  public static EvaluateSettings forEvaluate(OptionValues all) {
    OptionValues values = all.only(EVALUATE_OPTIONS);
    List<SolverSettings> compared = SolverSettings.compared(new TypedValues(values));
    Optional<Double> againstLoop = new TypedValues(values).positive(Option.AGAINST_LOOP);
    EvaluateSettings settings = of(values, InputSettings::needed, compared, againstLoop);
    boolean needsFolder = settings.model().example().isEmpty();
    if (compared.isEmpty() && againstLoop.isPresent()) {
      throw new BadInputException(
          "--against-loop is for comparisons: name methods by --methods, or use --verify full.");
    }
    boolean intoTable = settings.output().table().isPresent();
    if (needsFolder && compared.isEmpty() && settings.output().path().isEmpty() && !intoTable) {
      throw new BadInputException("--output is missing: name the folder for the result.");
    }
    settings.output().requireReportBesideTable();
    if (needsFolder && !compared.isEmpty() && settings.output().reportPath().isEmpty()) {
      throw new BadInputException("--report is missing: name the folder for the comparison.");
    }
    if (!compared.isEmpty() && settings.layout().checkpoint().isPresent()) {
      throw new BadInputException(
          "--checkpoint: a comparison of --methods keeps no state. Leave one of them out.");
    }
    if (intoTable && settings.layout().checkpoint().isPresent()) {
      throw new BadInputException(
          "--checkpoint is for results in a folder: a table is written from a run that is still"
              + " there. Leave it out, or give --output in place of --output-table.");
    }
    return settings;
  }

  private static boolean isOfCommandAlone(Option option) {
    return switch (option) {
      case EXAMPLE,
          INPUT,
          INPUT_TABLE,
          INPUT_SQL,
          INPUT_FORMAT,
          CSV_SEPARATOR,
          CSV_DECIMAL,
          CSV_COMMENT,
          CSV_ENCODING,
          METHODS,
          AGAINST_LOOP,
          CHECKPOINT,
          CHECKPOINT_EVERY,
          OUTPUT,
          OUTPUT_TABLE,
          OUTPUT_FORMAT,
          COMPRESSION,
          PARTITION_BY,
          MODE,
          OVERWRITE,
          FINAL_STATE,
          REPORT,
          VERBOSE ->
          true;
      default -> false;
    };
  }

  /**
   * Settings for a program that gives a DataFrame and gets one.
   *
   * @param given what the program says
   * @param configuration of its session, where keys of other options are ignored
   * @throws BadInputException as {@link #forEvaluate}, and for an option that is given and is about
   *     files
   */
  public static EvaluateSettings forRows(
      Map<Option, String> given, Map<String, String> configuration) {
    for (Option option : given.keySet()) {
      if (!ROWS_OPTIONS.contains(option)) {
        throw new BadInputException(
            option.bareName()
                + " is an option of the command line alone: a program gives a DataFrame and gets"
                + " one. Leave it out.");
      }
    }
    Map<String, String> some = new HashMap<>(configuration);
    Stream.of(Option.values())
        .filter(option -> !ROWS_OPTIONS.contains(option))
        .forEach(option -> some.remove(option.key()));
    OptionValues values = OptionValues.resolve(given, Source.PROGRAM, some);
    return of(values.only(EVALUATE_OPTIONS), InputSettings::of, List.of(), Optional.empty());
  }

  /**
   * The layout of a run that goes on, as far as it is given anew.
   *
   * @throws BadInputException where the folder of the checkpoints is missing, or a value is invalid
   */
  public static LayoutSettings forResume(OptionValues all) {
    LayoutSettings layout = LayoutSettings.of(new TypedValues(all.only(EVALUATE_OPTIONS)));
    if (layout.checkpoint().isEmpty()) {
      throw new BadInputException(
          "--checkpoint is missing: name the folder in which the run left its state.");
    }
    return layout;
  }

  /**
   * Settings for showing what a run would do: the same, but the output may be missing, and the
   * input too where only the model is shown.
   *
   * @throws BadInputException as {@link #forEvaluate}
   */
  public static EvaluateSettings forInspect(OptionValues all) {
    OptionValues values = all.only(INSPECT_OPTIONS);
    EvaluateSettings settings = of(values, InputSettings::of, List.of(), Optional.empty());
    return settings.withModel(
        settings.model.checked(new TypedValues(values).flag(Option.CHECK_MODEL)));
  }

  private static EvaluateSettings of(
      OptionValues values,
      Function<TypedValues, InputSettings> input,
      List<SolverSettings> compared,
      Optional<Double> againstLoop) {
    TypedValues typed = new TypedValues(values);
    ModelSettings model = ModelSettings.of(typed);
    InputSettings series = input.apply(typed);
    SolverSettings solver = compared.isEmpty() ? SolverSettings.of(typed) : compared.get(0);
    if (series.series().isPresent() && !solver.kernel().walksManySeries()) {
      throw typed.refused(
          Option.KERNEL,
          "it walks one series, not many in one table; leave it out, or give jvm or reference");
    }
    return new EvaluateSettings(
        model,
        series,
        solver,
        compared,
        againstLoop,
        LayoutSettings.of(typed),
        OutputSettings.of(typed),
        values);
  }

  /** The options on the command line that say how to run and over what, rather than the model. */
  public List<String> optionsOfRuns() {
    Set<Option> ofModel =
        EnumSet.of(
            Option.EXAMPLE,
            Option.MODEL,
            Option.ONNX_FROM,
            Option.ONNX_TO,
            Option.MODEL_CLASS,
            Option.MODEL_PARAM,
            Option.CHECK_MODEL,
            Option.OUTPUT_SCALE);
    ofModel.addAll(Group.TERMINAL.options());
    return values.all().stream()
        .filter(value -> value.source() == OptionValue.Source.COMMAND_LINE)
        .filter(value -> !ofModel.contains(value.option()))
        .map(OptionValue::sourceName)
        .toList();
  }

  /**
   * The options that were given and have no effect where the loop is chosen from the dynamics, as
   * the user gave them; none where a method is named, which is refused with such options, and where
   * one that they act on is compared with it.
   */
  public List<String> idleInOrder() {
    boolean iterates =
        compared.stream()
            .anyMatch(other -> other.method().filter(m -> m != Method.SEQUENTIAL).isPresent());
    return solver.method().isPresent() || iterates
        ? List.of()
        : SolverSettings.idleInOrder(new TypedValues(values));
  }

  /** Whether the run writes a result, rather than a comparison. */
  public boolean writesResult() {
    return compared.isEmpty();
  }

  private EvaluateSettings withModel(ModelSettings other) {
    return new EvaluateSettings(
        other, input, solver, compared, againstLoop, layout, output, values);
  }

  /** These settings for one of the methods that are compared. */
  public EvaluateSettings withSolver(SolverSettings one) {
    return new EvaluateSettings(model, input, one, compared, againstLoop, layout, output, values);
  }

  /**
   * These settings, with files in place of an example.
   *
   * @param sidecar of the model
   * @param series the input
   * @param result the folder for the result, unless one was given
   */
  public EvaluateSettings withFiles(String sidecar, String series, String result) {
    return new EvaluateSettings(
        model.withSidecar(sidecar),
        input.withPath(series),
        solver,
        compared,
        againstLoop,
        layout,
        output.path().isPresent() || output.table().isPresent() ? output : output.withPath(result),
        values);
  }
}

package dev.deerpark.settings;

import dev.deerpark.sequence.BadInputException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The settings of {@code evaluate} and {@code inspect}: typed, checked, and consistent with each
 * other. What only the model, the input or the cluster can tell is checked later, by the use case.
 *
 * @param model which model
 * @param input which series
 * @param solver how to solve
 * @param layout how to spread it over the cluster
 * @param output what to write and how to check it
 * @param values every option as text with its source, for the start-up print and the report
 */
public record EvaluateSettings(
    ModelSettings model,
    InputSettings input,
    SolverSettings solver,
    LayoutSettings layout,
    OutputSettings output,
    OptionValues values) {

  /** The options that the two commands have. */
  public static final Set<Option> OPTIONS =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.copyOf(Group.SERIES.options())));

  /**
   * Settings for a run that writes a result.
   *
   * @throws BadInputException on a value that is not one, on options that exclude each other, and
   *     on a missing one; the message names the option
   */
  public static EvaluateSettings forEvaluate(OptionValues values) {
    EvaluateSettings settings = forInspect(values);
    if (settings.model().example().isEmpty() && settings.output().path().isEmpty()) {
      throw new BadInputException("--output is missing: name the folder for the result.");
    }
    return settings;
  }

  /**
   * Settings for a look at what a run would do: the same, but the output may be missing.
   *
   * @throws BadInputException as {@link #forEvaluate}
   */
  public static EvaluateSettings forInspect(OptionValues values) {
    SettingsReader reader = new SettingsReader(values);
    return new EvaluateSettings(
        reader.model(), reader.input(), reader.solver(), reader.layout(), reader.output(), values);
  }

  /**
   * These settings for files in place of an example.
   *
   * @param sidecar of the model
   * @param series the input
   * @param result the folder for the result, where none was given
   */
  public EvaluateSettings withFiles(String sidecar, String series, String result) {
    return new EvaluateSettings(
        model.withSidecar(sidecar),
        input.withPath(series),
        solver,
        layout,
        output.path().isPresent() ? output : output.withPath(result),
        values);
  }
}

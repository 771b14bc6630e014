package dev.deerpark.settings;

import dev.deerpark.io.SyntheticSeries;
import dev.deerpark.sequence.BadInputException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The settings of {@code generate}: typed, checked, and consistent with each other.
 *
 * @param output the folder for the series
 * @param overwrite whether an existing one may be replaced
 * @param series what to write
 * @param partitions files, at least 1; empty: to be chosen
 * @param values every option as text with its source, for the start-up print
 */
public record GenerateSettings(
    String output,
    boolean overwrite,
    SyntheticSeries series,
    OptionalInt partitions,
    OptionValues values) {

  /** The options that the command has. */
  public static final Set<Option> OPTIONS =
      Collections.unmodifiableSet(
          EnumSet.of(
              Option.STEPS,
              Option.COLUMNS,
              Option.KIND,
              Option.SEED,
              Option.TIME_COLUMN,
              Option.PARTITIONS,
              Option.OUTPUT,
              Option.OVERWRITE));

  /**
   * Settings from the options.
   *
   * @throws BadInputException on a value that is not one and on a missing one; the message names
   *     the option
   */
  public static GenerateSettings of(OptionValues values) {
    TypedValues typed = new TypedValues(values);
    String output =
        typed
            .text(Option.OUTPUT)
            .orElseThrow(
                () ->
                    new BadInputException("--output is missing: name the folder for the series."));
    return new GenerateSettings(
        output,
        typed.flag(Option.OVERWRITE),
        series(typed),
        typed.count(Option.PARTITIONS, 1),
        values);
  }

  private static SyntheticSeries series(TypedValues typed) {
    long steps =
        typed
            .whole(Option.STEPS, 2, 1L << 50)
            .orElseThrow(
                () -> new BadInputException("--steps is missing: say how many rows to write."));
    List<String> columns = typed.list(Option.COLUMNS);
    String time = typed.text(Option.TIME_COLUMN).orElseThrow();
    if (columns.contains(time) || new HashSet<>(columns).size() < columns.size()) {
      throw typed.refused(
          Option.COLUMNS,
          "give every column a name of its own, and another than the time column '" + time + "'");
    }
    return new SyntheticSeries(
        steps,
        time,
        columns,
        typed.choice(Option.KIND, SyntheticSeries.Kind.class).orElseThrow(),
        typed.whole(Option.SEED, Long.MIN_VALUE, Long.MAX_VALUE).orElseThrow());
  }
}

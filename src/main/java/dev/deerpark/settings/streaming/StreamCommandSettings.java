// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings.streaming;

import dev.deerpark.base.BadInputException;
import dev.deerpark.sequence.time.TimeStep;
import dev.deerpark.settings.InputSettings.Format;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import dev.deerpark.settings.TypedValues;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of the command {@code stream}: a stream, where its rows come from, and where the
 * results go.
 *
 * @param values as they were given; those of other commands are unset
 * @param stream whose run has the places of input and output
 * @param schema of the arriving files, in Spark's words; empty: that of a file that is there
 * @param sourceOptions Spark's own for the source
 * @param checkpoint the folder of the states and of what has been read
 * @param availableNow whether the stream ends once the rows that are there are walked
 * @param interval from one micro-batch to the next; zero: each begins when the last one is done
 */
public record StreamCommandSettings(
    OptionValues values,
    StreamSettings stream,
    Optional<String> schema,
    Map<String, String> sourceOptions,
    String checkpoint,
    boolean availableNow,
    Duration interval) {

  /** The options of the command. */
  public static final Set<Option> OPTIONS = options();

  private static final String AVAILABLE_NOW = "available-now";

  private static Set<Option> options() {
    Set<Option> options =
        EnumSet.of(
            Option.INPUT,
            Option.INPUT_TABLE,
            Option.INPUT_FORMAT,
            Option.SCHEMA,
            Option.SOURCE_OPTION,
            Option.TRIGGER,
            Option.CHECKPOINT,
            Option.OUTPUT,
            Option.OUTPUT_TABLE,
            Option.OUTPUT_FORMAT,
            Option.VERBOSE);
    options.addAll(StreamSettings.OPTIONS);
    return Collections.unmodifiableSet(options);
  }

  /**
   * Settings from the values of all options; those that the command does not have are ignored.
   *
   * @throws BadInputException on an invalid value and on a missing one; the message names the
   *     option
   */
  public static StreamCommandSettings of(OptionValues all) {
    OptionValues values = all.withDefaultsBut(OPTIONS);
    TypedValues typed = new TypedValues(values);
    StreamSettings stream = StreamSettings.of(values);
    if (stream.run().input().path().isEmpty() && stream.run().input().table().isEmpty()) {
      throw new BadInputException(
          "--input is missing: name the folder in which files arrive, or a table by --input-table.");
    }
    if (stream.run().input().table().isPresent()) {
      typed.requireDefaults(
          "a table knows its columns; leave it out, or name files with --input", Option.SCHEMA);
    }
    if (stream.run().output().place().isEmpty()) {
      throw new BadInputException("--output is missing: name the folder for the results.");
    }
    String trigger = typed.text(Option.TRIGGER).orElse("");
    boolean availableNow = trigger.equals(AVAILABLE_NOW);
    return new StreamCommandSettings(
        values,
        stream,
        typed.text(Option.SCHEMA),
        Collections.unmodifiableMap(typed.pairs(Option.SOURCE_OPTION)),
        typed
            .text(Option.CHECKPOINT)
            .orElseThrow(
                () ->
                    new BadInputException(
                        "--checkpoint is missing: name the folder in which the stream keeps its"
                            + " states, so that it can go on.")),
        availableNow,
        trigger.isEmpty() || availableNow ? Duration.ZERO : interval(typed, trigger));
  }

  private static Duration interval(TypedValues typed, String text) {
    Duration interval;
    try {
      interval = TimeStep.parse(text).duration();
    } catch (BadInputException other) {
      interval = Duration.ZERO;
    }
    if (interval.toMillis() == 0) {
      throw typed.refused(
          Option.TRIGGER, "give available-now, or the time between micro-batches, such as 10s");
    }
    return interval;
  }

  /** The format of arriving files, Parquet unless another is given. */
  public Format format() {
    return stream.run().input().format().orElse(Format.PARQUET);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.BadInputException;
import dev.deerpark.recurrence.OutputScale;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The output, and how to check it.
 *
 * @param path the result's folder; absent for {@code inspect}, for a comparison, and with an
 *     example until its files are unpacked, where none was given
 * @param emit what to write for each step, at least one
 * @param scale the units of the outputs; by default those of the data, where they are known
 * @param every one in this many steps is written, at least 1
 * @param finalState the file for the last state
 * @param table of Spark's catalog, in place of a folder
 * @param format a name that Spark knows; absent: Parquet, or that of the table that is there
 * @param partition the column by which the result is partitioned
 * @param compression as Spark names it; absent: that of the session for the format
 * @param statesAs how states lie in the result
 * @param mode what becomes of an output that exists
 * @param keepUnconverged whether to write the result of a run that did not converge
 * @param verify how to check the result
 * @param reportPath the report's folder where one was given; see {@link #reportFolder}
 */
public record OutputSettings(
    Optional<String> path,
    Set<Emit> emit,
    Optional<OutputScale> scale,
    int every,
    Optional<String> finalState,
    Optional<String> table,
    Optional<String> format,
    Optional<Partition> partition,
    Optional<String> compression,
    StatesAs statesAs,
    Mode mode,
    boolean keepUnconverged,
    Verify verify,
    Optional<String> reportPath) {

  /** The folder of reports in a result, or beside the place of one. */
  public static final String REPORTS = "_deerpark";

  /** The options that have no effect where no result is written, besides those of its places. */
  static final Option[] OF_WRITING = {
    Option.OUTPUT_FORMAT,
    Option.COMPRESSION,
    Option.STATES_AS,
    Option.PARTITION_BY,
    Option.MODE,
    Option.OVERWRITE,
    Option.EMIT,
    Option.EVERY,
    Option.KEEP_UNCONVERGED
  };

  private static final Optional<String> JUDGED_OUTPUTS = Optional.of("outputs");

  private static final List<String> FILES = List.of("parquet", "orc", "json");

  /** What becomes of an output that exists. */
  public enum Mode {
    ERROR,
    OVERWRITE,
    APPEND,
    SKIP;

    /**
     * @throws BadInputException where {@code --overwrite} contradicts {@code --mode}
     */
    static Mode of(TypedValues typed) {
      Mode mode = typed.choice(Option.MODE, Mode.class).orElseThrow();
      if (!typed.flag(Option.OVERWRITE)) {
        return mode;
      }
      if (typed.isGiven(Option.MODE) && mode != OVERWRITE) {
        throw typed.refused(Option.MODE, "--overwrite says otherwise; leave one of them out");
      }
      return OVERWRITE;
    }
  }

  /**
   * A column that is added to a result, and by which it is partitioned.
   *
   * @param name of the column
   * @param expression in Spark's SQL, of the time column alone
   */
  public record Partition(String name, String expression) {

    /**
     * @throws BadInputException where it is no name and expression, or the name is taken
     */
    static Optional<Partition> of(TypedValues typed) {
      return typed
          .text(Option.PARTITION_BY)
          .map(text -> typed.parsed(Option.PARTITION_BY, text, Partition::parsed))
          .map(partition -> partition.besideKeys(typed));
    }

    /** Names of other columns of the result are known once the model is read. */
    private Partition besideKeys(TypedValues typed) {
      boolean taken =
          Stream.of(Option.TIME_COLUMN, Option.SERIES_COLUMN)
              .flatMap(column -> typed.column(column).stream())
              .anyMatch(name::equalsIgnoreCase); // as Spark compares names
      if (taken) {
        throw typed.refused(
            Option.PARTITION_BY, "the result has a column " + name + "; give another name");
      }
      return this;
    }

    private static Partition parsed(String text) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? "" : text.substring(0, equals).strip();
      String expression = text.substring(equals + 1).strip();
      if (!name.matches("[A-Za-z]\\w*") || expression.isEmpty()) {
        throw new BadInputException(
            "give NAME=SQL, the new column and an expression of the time column, such as"
                + " day=t div 86400");
      }
      return new Partition(name, expression);
    }
  }

  /** The numbers of a step that can be written. */
  public enum Emit {
    STATES,
    OUTPUTS
  }

  /** How the numbers of a state lie in a row of the result. */
  public enum StatesAs {
    ARRAY,
    /** A column for each number. */
    COLUMNS
  }

  /** The ways to check the result. */
  public enum Verify {
    NONE,
    /**
     * Some blocks are walked from their start, and their ends compared with the starts of the next
     * blocks.
     */
    SAMPLE,
    /** Every step is compared with the sequential loop. */
    FULL
  }

  /** The folder or table, for people. */
  public Optional<String> place() {
    return path.or(() -> table.map(name -> "table " + name));
  }

  /**
   * @throws BadInputException where a run's result goes into a table and its report nowhere
   */
  public void requireReportBesideTable() {
    if (table.isPresent() && reportPath.isEmpty()) {
      throw new BadInputException(
          "--report is missing: a table holds no report, so name the folder for it.");
    }
  }

  /** Whether an existing output may be replaced. */
  public boolean overwrite() {
    return mode == Mode.OVERWRITE;
  }

  private static void requireFolderCan(TypedValues typed) {
    if (Mode.of(typed) == Mode.APPEND) {
      throw typed.refused(
          Option.MODE, "a folder appears whole and does not grow; --output-table can");
    }
    typed
        .text(Option.OUTPUT_FORMAT)
        .filter(format -> !FILES.contains(format))
        .ifPresent(
            other -> {
              throw typed.refused(
                  Option.OUTPUT_FORMAT,
                  "a folder is written in "
                      + String.join(", ", FILES)
                      + "; other formats need --output-table");
            });
  }

  OutputSettings withPath(String folder) {
    return new OutputSettings(
        Optional.of(folder),
        emit,
        scale,
        every,
        finalState,
        table,
        format,
        partition,
        compression,
        statesAs,
        mode,
        keepUnconverged,
        verify,
        reportPath);
  }

  /**
   * The folder for the report of a run that leaves a result: the one given, else {@code
   * OUTPUT/_deerpark}, which moves with the result. Spark does not read names that begin with an
   * underscore as data.
   */
  public String resultReportFolder(String output) {
    return reportPath.orElse(output.replaceAll("/+$", "") + "/" + REPORTS);
  }

  /**
   * The folder for the report of a run that leaves none: the one given, else {@code
   * _deerpark/OUTPUT} beside the output, so that an existing result keeps its own report.
   */
  public String reportFolder(String output) {
    String bare = output.replaceAll("/+$", "");
    int name = bare.lastIndexOf('/') + 1;
    return reportPath.orElse(bare.substring(0, name) + REPORTS + "/" + bare.substring(name));
  }

  private static StatesAs statesAs(TypedValues typed, Set<Emit> emit) {
    StatesAs form = typed.choice(Option.STATES_AS, StatesAs.class).orElseThrow();
    if (form != StatesAs.ARRAY && !emit.contains(Emit.STATES)) {
      throw typed.refused(
          Option.STATES_AS,
          "the result has no states to write so; leave it out, or add states to --emit");
    }
    return form;
  }

  /**
   * @throws dev.deerpark.base.BadInputException for an invalid value
   */
  static OutputSettings of(TypedValues typed) {
    typed.requireAtMostOne(Option.OUTPUT, Option.OUTPUT_TABLE);
    if (!typed.isGiven(Option.OUTPUT_TABLE)) {
      requireFolderCan(typed);
    }
    Set<Emit> emit = EnumSet.copyOf(typed.choices(Option.EMIT, Emit.class));
    if (!emit.contains(Emit.OUTPUTS) && !typed.text(Option.TOLERANCE_ON).equals(JUDGED_OUTPUTS)) {
      typed.requireDefaults(
          "no outputs are written or compared; leave it out, or add outputs to --emit",
          Option.OUTPUT_SCALE);
    }
    Verify unlessGiven = typed.isGiven(Option.EXAMPLE) ? Verify.FULL : Verify.SAMPLE;
    return new OutputSettings(
        typed.text(Option.OUTPUT),
        Collections.unmodifiableSet(emit),
        typed.choice(Option.OUTPUT_SCALE, OutputScale.class),
        typed.count(Option.EVERY, 1).orElseThrow(),
        typed.text(Option.FINAL_STATE),
        typed.text(Option.OUTPUT_TABLE),
        typed.text(Option.OUTPUT_FORMAT),
        Partition.of(typed),
        Compression.of(typed),
        statesAs(typed, emit),
        Mode.of(typed),
        typed.flag(Option.KEEP_UNCONVERGED),
        typed.choice(Option.VERIFY, Verify.class).orElse(unlessGiven),
        typed.text(Option.REPORT));
  }
}

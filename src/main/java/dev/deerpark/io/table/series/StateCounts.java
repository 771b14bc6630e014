// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.series;

import static dev.deerpark.io.table.series.StateTable.CONVERGED;
import static dev.deerpark.io.table.series.StateTable.IS_FINITE;
import static dev.deerpark.io.table.series.StateTable.IS_FINITE_IN_FLOAT;
import static dev.deerpark.io.table.series.StateTable.MODEL;
import static dev.deerpark.io.table.series.StateTable.OPTION;
import static dev.deerpark.io.table.series.StateTable.STATE;
import static dev.deerpark.io.table.series.StateTable.refused;
import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.base.Precision;
import dev.deerpark.io.table.format.TableColumns;
import dev.deerpark.io.table.time.Positions;
import dev.deerpark.io.table.time.TravellingTimeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How many states of series there are, what is wrong with some, and what is odd about others. */
public final class StateCounts {
  /** The column of whether rows of the latest time of a series differ. */
  public static final String CONTRADICTED = "contradicted";

  private final String path;
  private final TravellingTimeline timeline;
  private final Row counts;

  private StateCounts(String path, TravellingTimeline timeline, Row counts) {
    this.path = path;
    this.timeline = timeline;
    this.counts = counts;
  }

  /**
   * Counts states. Runs the job.
   *
   * @param latest the latest of each series: the columns of {@link TableColumns} and of {@link
   *     StateTable}, and whether rows contradict it, {@link #CONTRADICTED}
   * @param path of their table
   * @param size D
   * @param digest of the run's model
   * @param precision of the run
   */
  public static StateCounts of(
      Dataset<Row> latest,
      String path,
      TravellingTimeline timeline,
      int size,
      String digest,
      Precision precision) {
    Column series = col(TableColumns.POSITION);
    Column usable = coalesce(size(col(STATE)).equalTo(size).and(IS_FINITE), lit(false));
    Column tooLarge = precision == Precision.FLOAT ? not(IS_FINITE_IN_FLOAT) : lit(false);
    Column fits = Positions.of(col(TableColumns.SERIES), next(timeline), timeline);
    Row counts =
        latest
            .agg(
                count(lit(1)).as("all"),
                count(series).as("there"),
                count(when(usable, 1)).as("usable"),
                count(when(usable.and(tooLarge), 1)).as("tooLarge"),
                min(when(usable.and(tooLarge), col(TableColumns.SERIES))).as("firstTooLarge"),
                count(when(series.isNotNull().and(col(MODEL).notEqual(digest)), 1)).as("ofOthers"),
                count(when(series.isNotNull().and(not(col(CONVERGED))), 1)).as("unconverged"),
                count(when(series.isNotNull().and(fits.notEqual(series).or(fits.isNull())), 1))
                    .as("notBefore"),
                min(when(fits.notEqual(series).or(fits.isNull()), series)).as("firstNotBefore"),
                count(when(col(TableColumns.SERIES).isNull(), 1)).as("keyless"),
                count(when(col(CONTRADICTED), 1)).as("contradicted"),
                min(when(col(CONTRADICTED), struct(TableColumns.SERIES, TableColumns.TIME)))
                    .as("firstContradicted"),
                bit_xor(
                        when(
                            series.isNotNull(),
                            xxhash64(col(TableColumns.SERIES), col(TableColumns.TIME), col(STATE))))
                    .as("digest"))
            .first();
    return new StateCounts(path, timeline, counts);
  }

  /** The time after that of a state. */
  private static Column next(TravellingTimeline timeline) {
    return col(TableColumns.TIME).plus(lit(timeline.get().axis().step()));
  }

  /**
   * Requires states that a run can go on from.
   *
   * @param size D
   * @throws BadInputException for states of no series, for different ones of one time, and for one
   *     that is missing, of another size or, in the run's precision, not finite
   */
  public void requireUsable(int size) {
    long unusable = counted("all") - counted("usable");
    if (counted("keyless") > 0) {
      throw refused(path, "has states without a series, or of one that is not of the input's type");
    }
    if (counted("contradicted") > 0) {
      throw contradicted(counts.getStruct(counts.fieldIndex("firstContradicted")));
    }
    if (unusable > 0) {
      throw refused(
          path,
          String.format(
              Locale.ROOT,
              "has %,d states that are not %d finite numbers, as the model's are",
              unusable,
              size));
    }
    if (counted("tooLarge") > 0) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "%s: %s has %,d states with a number that is too large for float; the first is that"
                  + " of series \"%s\". Give --precision double.",
              OPTION,
              path,
              counted("tooLarge"),
              Names.cut(String.valueOf(counts.<Object>getAs("firstTooLarge")))));
    }
  }

  private BadInputException contradicted(Row first) {
    return refused(
        path,
        String.format(
            Locale.ROOT,
            "has different rows of the latest time of %,d series: the first is series \"%s\" at %s,"
                + " and which of its rows is the state cannot be told. Leave one of them",
            counted("contradicted"),
            Names.cut(String.valueOf(first.get(0))),
            timeline.get().axis().type().text(first.getLong(1))));
  }

  private long counted(String name) {
    return counts.<Long>getAs(name);
  }

  /** What is to be said of the states before the run goes on from them. */
  public String summary() {
    int series = timeline.get().series();
    long others = counted("all") - counted("there");
    return String.format(
        Locale.ROOT,
        "%,d of %,d series begin with their state in %s%s%s",
        counted("there"),
        series,
        path,
        counted("there") < series ? ", the others as the model does" : "",
        others == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "; it has %,d states of series without rows, which --final-state keeps",
                others));
  }

  /** What is odd about the states but not wrong. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (counted("ofOthers") > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%,d states in %s were written by a run of another model.",
              counted("ofOthers"),
              path));
    }
    if (counted("unconverged") > 0) {
      warnings.add(StateTable.unconvergedSentence(counted("unconverged"), path));
    }
    if (counted("notBefore") > 0) {
      long first = counts.<Long>getAs("firstNotBefore");
      warnings.add(
          String.format(
              Locale.ROOT,
              "%,d series do not begin right after their state in %s; the first begins at %s.",
              counted("notBefore"),
              path,
              timeline.get().text(first)));
    }
    return warnings;
  }

  /** A checksum of the states in which series begin. */
  public String digest() {
    Long sum = counts.getAs("digest");
    return String.format(Locale.ROOT, "%016x", sum == null ? 0 : sum);
  }
}

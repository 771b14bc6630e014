// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.apache.spark.sql.functions.col;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.NumberText;
import dev.deerpark.base.Precision;
import dev.deerpark.io.table.format.TableColumns;
import dev.deerpark.io.table.format.Wording;
import dev.deerpark.io.table.time.Occurrences;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.sequence.time.Timeline;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Finds the unusable values of a series, with the reasons, in one pass over its rows. Only a series
 * with known errors pays for this.
 */
final class ValueFaults {
  private static final int SENTENCE = 395;

  private final InputTable table;
  private final LongFunction<String> text;
  private final TimeRange range;
  private final Normalisation normalisation;
  private final Precision precision;

  private ValueFaults(
      InputTable table,
      Timeline timeline,
      TimeRange range,
      Normalisation normalisation,
      Precision precision) {
    this.table = table;
    this.text = position -> timeline.text(position - timeline.firstPosition());
    this.range = range;
    this.normalisation = normalisation;
    this.precision = precision;
  }

  /** The kinds of unusable values. */
  enum Kind {
    MISSING("missing value", "missing values"),
    TEXT("text that is not a number", "texts that are not numbers"),
    NOT_FINITE("NaN or infinity", "values that are NaN or infinity"),
    TOO_LARGE("value too large for %s", "values too large for %s");

    private final String one;
    private final String many;

    Kind(String one, String many) {
      this.one = one;
      this.many = many;
    }
  }

  /**
   * Searches for malformed rows, or else for missing values, text and numbers that are not finite,
   * column by column, in the rows of a range.
   *
   * @param table with positions on the timeline
   * @throws BadInputException with the columns, kinds, counts and first times
   */
  static void refuse(
      InputTable table,
      Timeline timeline,
      TimeRange range,
      Normalisation normalisation,
      Precision precision) {
    new ValueFaults(table, timeline, range, normalisation, precision).refuse();
  }

  private void refuse() {
    Occurrences[] counts = ReadFailure.named(table.query().path(), this::counted);
    // A row with the wrong number of fields makes every value in it doubtful.
    List<String> found =
        counts[0].count() > 0
            ? List.of(
                "the table has "
                    + counts[0].describe(
                        text,
                        "row with too few or too many fields",
                        "rows with too few or too many fields"))
            : values(counts);
    if (found.isEmpty()) {
      throw TimeFaults.changed(table.query().path());
    }
    String path = Wording.path(table.query().path());
    String advice =
        counts[0].count() > 0 ? "Correct them, or choose a range without them" : advice(counts);
    int room = SENTENCE - 50 - path.length() - advice.length();
    throw new BadInputException(
        String.format(
            Locale.ROOT,
            "The input %s has values that cannot be used: %s. %s.",
            path,
            Wording.listed(found, "; ", room),
            advice));
  }

  private List<String> values(Occurrences[] counts) {
    List<String> columns = table.query().valueColumns();
    List<String> found = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      for (Kind kind : Kind.values()) {
        Occurrences where = counts[index(column, kind)];
        if (where.count() > 0) {
          String type = precision == Precision.FLOAT ? "float" : "double";
          found.add(
              String.format(
                  Locale.ROOT,
                  "column \"%s\" has %s",
                  columns.get(column),
                  where.describe(
                      text,
                      String.format(Locale.ROOT, kind.one, type),
                      String.format(Locale.ROOT, kind.many, type))));
        }
      }
    }
    return found;
  }

  /** The advice; for text, about its first occurrence. */
  private String advice(Occurrences[] counts) {
    for (int column = 0; column < table.query().valueColumns().size(); column++) {
      if (counts[index(column, Kind.TEXT)].count() > 0) {
        return firstText(column).map(this::advice).orElse("Correct them");
      }
    }
    return "Correct them, or choose a range without them";
  }

  private String advice(String text) {
    String such = "The first text is \"" + Wording.cut(text) + "\": ";
    char other = table.query().csv().decimal() == ',' ? '.' : ',';
    return NumberText.parse(text, other) != null
        ? such + "for decimal marks like that give --csv-decimal '" + other + "'"
        : such + "correct it, or choose a range without it";
  }

  private Optional<String> firstText(int column) {
    Column text = col(TableColumns.hasValue(column)).and(col(TableColumns.value(column)).isNull());
    return table
        .rows(range)
        .filter(text)
        .select(col(TableColumns.POSITION), col(TableColumns.valueText(column)))
        .orderBy(TableColumns.POSITION)
        .limit(1)
        .collectAsList()
        .stream()
        .map(row -> row.getString(1))
        .findFirst();
  }

  private static int index(int column, Kind kind) {
    return 1 + column * Kind.values().length + kind.ordinal();
  }

  /** The occurrences of malformed rows, then of each kind in each column. */
  private Occurrences[] counted() {
    List<Column> columns = new ArrayList<>();
    columns.add(col(TableColumns.POSITION));
    columns.add(col(TableColumns.MALFORMED));
    for (int i = 0; i < table.query().valueColumns().size(); i++) {
      columns.add(col(TableColumns.hasValue(i)));
      columns.add(col(TableColumns.value(i)));
    }
    Dataset<Row> rows = table.rows(range).select(columns.toArray(Column[]::new));
    Normalisation normal = normalisation;
    Precision precise = precision;
    List<Occurrences[]> parts =
        rows.queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(
                part -> List.<Occurrences[]>of(counted(part, normal, precise)).iterator())
            .collect();
    Occurrences[] sum = none(normalisation.mean().length);
    for (Occurrences[] part : parts) {
      for (int i = 0; i < sum.length; i++) {
        sum[i].merge(part[i]);
      }
    }
    return sum;
  }

  private static Occurrences[] counted(
      Iterator<InternalRow> rows, Normalisation normalisation, Precision precision) {
    Occurrences[] counts = none(normalisation.mean().length);
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      long time = row.getLong(0);
      if (row.getBoolean(1)) {
        counts[0].addUnordered(time);
      }
      for (int column = 0; column < normalisation.mean().length; column++) {
        Optional<Kind> kind = kind(row, column, normalisation, precision);
        if (kind.isPresent()) {
          counts[index(column, kind.get())].addUnordered(time);
        }
      }
    }
    return counts;
  }

  private static Optional<Kind> kind(
      InternalRow row, int column, Normalisation normalisation, Precision precision) {
    if (!row.getBoolean(2 + 2 * column)) {
      return Optional.of(Kind.MISSING);
    }
    if (row.isNullAt(3 + 2 * column)) {
      return Optional.of(Kind.TEXT);
    }
    double value = row.getDouble(3 + 2 * column);
    if (!Double.isFinite(value)) {
      return Optional.of(Kind.NOT_FINITE);
    }
    boolean fits = Double.isFinite(precision.round(normalisation.apply(column, value)));
    return fits ? Optional.empty() : Optional.of(Kind.TOO_LARGE);
  }

  private static Occurrences[] none(int columns) {
    Occurrences[] none = new Occurrences[1 + columns * Kind.values().length];
    for (int i = 0; i < none.length; i++) {
      none[i] = new Occurrences();
    }
    return none;
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Says which values of a series cannot be used, and why. Only a series that is known to be faulty
 * pays for this.
 */
final class ValueFaults {
  private final InputTable table;
  private final Normalisation normalisation;
  private final Precision precision;

  private ValueFaults(InputTable table, Normalisation normalisation, Precision precision) {
    this.table = table;
    this.normalisation = normalisation;
    this.precision = precision;
  }

  /** A question about every row, and what to call the rows for which the answer is yes. */
  private record Kind(String place, String one, String many, Column condition) {}

  /**
   * Looks for malformed rows, or else for missing values, text and numbers that are not finite,
   * column by column, in the rows of a range.
   *
   * @throws BadInputException with the columns, kinds, counts and first ten time indexes
   */
  static void refuse(
      InputTable table, TimeRange range, Normalisation normalisation, Precision precision) {
    Dataset<Row> rows = table.rows(range);
    ValueFaults faults = new ValueFaults(table, normalisation, precision);
    String found = describe(rows, table, faults.malformed());
    if (found.isEmpty()) {
      found = describe(rows, table, faults.values());
    }
    if (found.isEmpty()) {
      throw TimeFaults.changed(table);
    }
    throw new BadInputException(
        String.format(
            Locale.ROOT,
            "The input %s has values that cannot be used: %s. "
                + "Correct them, or choose a range without them.",
            table.query().path(),
            found));
  }

  private static String describe(Dataset<Row> rows, InputTable table, List<Kind> kinds) {
    Column[] counts = kinds.stream().map(k -> count_if(k.condition)).toArray(Column[]::new);
    Row counted = rows.agg(lit(0).as("none"), counts).first();
    List<String> found = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      Kind kind = kinds.get(i);
      if (counted.getLong(i + 1) > 0) {
        Occurrences where = Occurrences.find(rows, table.time(), kind.condition);
        found.add(kind.place + " has " + where.describe(kind.one, kind.many));
      }
    }
    return found.stream().collect(Collectors.joining("; "));
  }

  /** Asked first: a row of the wrong width makes every value in it doubtful. */
  private List<Kind> malformed() {
    String many = "rows with too few or too many fields";
    return List.of(
        new Kind("the table", "row with too few or too many fields", many, table.malformed()));
  }

  private List<Kind> values() {
    List<Kind> kinds = new ArrayList<>();
    for (int i = 0; i < table.query().valueColumns().size(); i++) {
      addKinds(i, kinds);
    }
    return kinds;
  }

  private void addKinds(int column, List<Kind> kinds) {
    String place = "column \"" + table.query().valueColumns().get(column) + "\"";
    Column stored = table.storedValue(column);
    Column value = table.value(column);
    Column missing = stored.isNull();
    Column words = stored.isNotNull().and(value.isNull());
    Column infinite = notFinite(value);
    Column tooLarge = not(infinite).and(notFinite(normalised(column, value)));
    kinds.add(new Kind(place, "missing value", "missing values", missing));
    kinds.add(new Kind(place, "text that is no number", "texts that are no numbers", words));
    kinds.add(new Kind(place, "NaN or infinity", "values that are NaN or infinity", infinite));
    kinds.add(
        new Kind(
            place, "value too large for " + type(), "values too large for " + type(), tooLarge));
  }

  private Column normalised(int column, Column value) {
    Column input = value.minus(normalisation.mean()[column]).divide(normalisation.std()[column]);
    return input.cast(type()).cast("double");
  }

  private static Column notFinite(Column value) {
    return isnan(value).or(abs(value).equalTo(Double.POSITIVE_INFINITY));
  }

  private String type() {
    return precision == Precision.FLOAT ? "float" : "double";
  }
}

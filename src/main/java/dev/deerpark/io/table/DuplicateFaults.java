// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.format.TableColumns;
import dev.deerpark.io.table.format.Wording;
import dev.deerpark.sequence.TimeRange;
import dev.deerpark.sequence.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds the times whose rows have different values. Only a series that has some pays for this. */
final class DuplicateFaults {
  private DuplicateFaults() {}

  /**
   * @param table with positions on the timeline
   * @throws BadInputException with their number, the first of them and a column
   */
  static void refuse(InputTable table, Timeline timeline, TimeRange range) {
    List<String> names = table.query().valueColumns();
    List<Column> measures = new ArrayList<>();
    Column differs = lit(false);
    for (int i = 0; i < names.size(); i++) {
      Column value = col(TableColumns.value(i));
      String name = "differs " + i;
      Column some = count(value).gt(0).and(count(value).lt(count(lit(1))));
      measures.add(min(value).notEqual(max(value)).or(some).as(name));
      differs = differs.or(col(name));
    }
    Dataset<Row> different =
        table
            .rows(range)
            .groupBy(TableColumns.POSITION)
            .agg(measures.get(0), measures.subList(1, measures.size()).toArray(Column[]::new))
            .filter(differs);
    List<Row> first = different.orderBy(TableColumns.POSITION).limit(1).collectAsList();
    if (first.isEmpty()) {
      throw TimeFaults.changed(table.query().path());
    }
    long step = first.get(0).getLong(0) - timeline.firstPosition();
    int column = 0;
    while (first.get(0).isNullAt(column + 1) || !first.get(0).getBoolean(column + 1)) {
      column++;
    }
    throw new BadInputException(
        String.format(
            Locale.ROOT,
            "The input %s has rows with the same time but other values at %d times, first at %s in"
                + " column \"%s\". --duplicates drop-identical drops equal rows only: correct them,"
                + " or give --duplicates keep-first.",
            Wording.path(table.query().path()),
            different.count(),
            timeline.text(step),
            names.get(column)));
  }
}

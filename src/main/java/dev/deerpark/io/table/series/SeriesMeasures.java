// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.series;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;

import dev.deerpark.io.table.format.TableColumns;
import java.util.OptionalLong;
import org.apache.spark.sql.Column;

/**
 * What is counted of each series beside its rows, its first time and its last. More of it costs
 * more.
 *
 * @param step whose multiples the times of a series are to be apart; empty where that is not
 *     counted
 * @param each whether different times and rows with unusable values are counted
 * @param values the number of value columns
 */
public record SeriesMeasures(OptionalLong step, boolean each, int values) {
  private static final Column TIME = col(TableColumns.TIME);

  /** In the order of {@link SeriesCounts}. */
  Column[] columns() {
    return new Column[] {
      count(when(col(TableColumns.HAS_TIME), 1)),
      count(TIME),
      min(TIME),
      max(TIME),
      each ? count_distinct(TIME) : count(TIME),
      step.isPresent() ? offGrid(lit(step.getAsLong())) : lit(0L),
      each ? count(when(not(usable()), 1)) : lit(0L)
    };
  }

  private static Column offGrid(Column step) {
    Column remainder = pmod(TIME, step);
    return coalesce(when(min(remainder).notEqual(max(remainder)), lit(1L)), lit(0L));
  }

  /** Neither null nor NaN, which is the largest number of Spark's, nor infinite. */
  private Column usable() {
    Column usable = lit(true);
    for (int i = 0; i < values; i++) {
      Column value = col(TableColumns.value(i));
      Column finite =
          value.gt(lit(Double.NEGATIVE_INFINITY)).and(value.lt(lit(Double.POSITIVE_INFINITY)));
      usable = usable.and(coalesce(finite, lit(false)));
    }
    return usable;
  }
}

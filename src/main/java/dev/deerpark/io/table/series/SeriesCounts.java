// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.series;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Counts over the rows of some series, in flat arrays.
 *
 * @param numbers {@code [N]}: their keys where these are numbers
 * @param utf8 their keys where these are texts, one after the other
 * @param ends {@code [N]}: where each text ends; empty for numbers
 * @param rows {@code [N]}: the number of rows
 * @param stored {@code [N]}: the number with something in the time column
 * @param times {@code [N]}: the number with a time there
 * @param firsts {@code [N]}: the first time
 * @param lasts {@code [N]}: the last time
 * @param different {@code [N]}: the number of different times, where they are counted; else of
 *     times
 * @param offGrid {@code [N]}: 1 where times are no whole number of steps apart, as far as that is
 *     counted
 * @param unusable {@code [N]}: the number of rows with a value that cannot be used, where they are
 *     counted
 * @param keyless rows without a key
 */
@DefaultSerializer(RecordSerializer.class)
public record SeriesCounts(
    long[] numbers,
    byte[] utf8,
    int[] ends,
    long[] rows,
    long[] stored,
    long[] times,
    long[] firsts,
    long[] lasts,
    long[] different,
    long[] offGrid,
    long[] unusable,
    long keyless)
    implements Serializable {

  /**
   * Those of grouped rows: a key, then the counts in the order of this record.
   *
   * @param areNumbers whether the keys are numbers
   */
  static SeriesCounts of(Iterator<InternalRow> groups, boolean areNumbers) {
    List<long[]> figures = new ArrayList<>();
    ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
    List<Integer> ends = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    long keyless = 0;
    while (groups.hasNext()) {
      InternalRow group = groups.next();
      if (group.isNullAt(0)) {
        keyless += group.getLong(1);
        continue;
      }
      if (areNumbers) {
        numbers.add(group.getLong(0));
      } else {
        utf8.writeBytes(group.getUTF8String(0).getBytes());
        ends.add(utf8.size());
      }
      long first = group.isNullAt(4) ? Long.MAX_VALUE : group.getLong(4);
      long last = group.isNullAt(5) ? Long.MIN_VALUE : group.getLong(5);
      figures.add(
          new long[] {
            group.getLong(1),
            group.getLong(2),
            group.getLong(3),
            first,
            last,
            group.getLong(6),
            group.getLong(7),
            group.getLong(8)
          });
    }
    return new SeriesCounts(
        numbers.stream().mapToLong(Long::longValue).toArray(),
        utf8.toByteArray(),
        ends.stream().mapToInt(Integer::intValue).toArray(),
        column(figures, 0),
        column(figures, 1),
        column(figures, 2),
        column(figures, 3),
        column(figures, 4),
        column(figures, 5),
        column(figures, 6),
        column(figures, 7),
        keyless);
  }

  private static long[] column(List<long[]> figures, int column) {
    return figures.stream().mapToLong(row -> row[column]).toArray();
  }

  /** The number of series. */
  int count() {
    return rows.length;
  }

  /** The counts of all parts, with the series in the order of their keys. */
  static SeriesCounts sorted(List<SeriesCounts> parts) {
    SeriesCounts all = joined(parts);
    boolean areNumbers = all.ends.length == 0;
    Integer[] order = IntStream.range(0, all.count()).boxed().toArray(Integer[]::new);
    Arrays.sort(
        order,
        areNumbers
            ? (a, b) -> Long.compare(all.numbers[a], all.numbers[b])
            : (a, b) ->
                Arrays.compareUnsigned(
                    all.utf8, all.begin(a), all.ends[a], all.utf8, all.begin(b), all.ends[b]));
    return all.only(Arrays.stream(order).mapToInt(Integer::intValue).toArray());
  }

  private int begin(int series) {
    return series == 0 ? 0 : ends[series - 1];
  }

  /** Those of some of these series, in a given order. */
  SeriesCounts only(int[] series) {
    boolean areNumbers = ends.length == 0;
    ByteArrayOutputStream texts = new ByteArrayOutputStream(utf8.length);
    int[] textEnds = new int[areNumbers ? 0 : series.length];
    for (int i = 0; i < textEnds.length; i++) {
      texts.write(utf8, begin(series[i]), ends[series[i]] - begin(series[i]));
      textEnds[i] = texts.size();
    }
    return new SeriesCounts(
        areNumbers ? of(numbers, series) : numbers,
        texts.toByteArray(),
        textEnds,
        of(rows, series),
        of(stored, series),
        of(times, series),
        of(firsts, series),
        of(lasts, series),
        of(different, series),
        of(offGrid, series),
        of(unusable, series),
        keyless);
  }

  private static long[] of(long[] values, int[] places) {
    return Arrays.stream(places).mapToLong(place -> values[place]).toArray();
  }

  private static SeriesCounts joined(List<SeriesCounts> parts) {
    ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
    IntStream.Builder ends = IntStream.builder();
    for (SeriesCounts part : parts) {
      int before = utf8.size();
      Arrays.stream(part.ends).forEach(end -> ends.add(before + end));
      utf8.writeBytes(part.utf8);
    }
    return new SeriesCounts(
        joined(parts, SeriesCounts::numbers),
        utf8.toByteArray(),
        ends.build().toArray(),
        joined(parts, SeriesCounts::rows),
        joined(parts, SeriesCounts::stored),
        joined(parts, SeriesCounts::times),
        joined(parts, SeriesCounts::firsts),
        joined(parts, SeriesCounts::lasts),
        joined(parts, SeriesCounts::different),
        joined(parts, SeriesCounts::offGrid),
        joined(parts, SeriesCounts::unusable),
        parts.stream().mapToLong(SeriesCounts::keyless).sum());
  }

  private static long[] joined(List<SeriesCounts> parts, Function<SeriesCounts, long[]> column) {
    return parts.stream().flatMapToLong(part -> Arrays.stream(column.apply(part))).toArray();
  }
}

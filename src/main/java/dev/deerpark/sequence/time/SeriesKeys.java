// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence.time;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.base.SplitMix64;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The values of a column that tells many series apart, ascending: whole numbers, or texts in the
 * order of their bytes. They are kept in flat arrays, for there may be millions.
 *
 * @param column the name of the column; empty where there is only one series, without a key
 * @param numbers {@code [N]}; empty for texts
 * @param utf8 the texts, one after the other; empty for numbers
 * @param ends {@code [N]}: where each text ends; empty for numbers
 */
@DefaultSerializer(RecordSerializer.class)
public record SeriesKeys(String column, long[] numbers, byte[] utf8, int[] ends)
    implements Serializable {
  /** There is one series, without a key. */
  public static final SeriesKeys NONE = new SeriesKeys("", new long[0], new byte[0], new int[0]);

  /** Keys that are whole numbers. */
  public static SeriesKeys of(String column, long[] ascending) {
    return new SeriesKeys(column, ascending, new byte[0], new int[0]);
  }

  /** Keys that are texts. */
  public static SeriesKeys of(String column, byte[] utf8, int[] ends) {
    return new SeriesKeys(column, new long[0], utf8, ends);
  }

  /** The same column without the keys, as a schema needs it. */
  public SeriesKeys ofColumn() {
    return new SeriesKeys(
        column, new long[0], new byte[0], areNumbers() ? new int[0] : new int[] {0});
  }

  /** Whether there is one series, without a key. */
  public boolean isNone() {
    return column.isEmpty();
  }

  /** Whether the keys are whole numbers. */
  public boolean areNumbers() {
    return ends.length == 0;
  }

  /** The number of a series with a key; negative where there is none. */
  public int find(long key) {
    return Arrays.binarySearch(numbers, key);
  }

  /** The number of a series with a key; negative where there is none. */
  public int find(byte[] key) {
    int low = 0;
    int high = ends.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Arrays.compareUnsigned(utf8, begin(middle), ends[middle], key, 0, key.length);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private int begin(int series) {
    return series == 0 ? 0 : ends[series - 1];
  }

  /** A key that is a text, in UTF-8. */
  public byte[] bytes(int series) {
    return Arrays.copyOfRange(utf8, begin(series), ends[series]);
  }

  /** A key for people. */
  public String text(int series) {
    return areNumbers()
        ? Long.toString(numbers[series])
        : new String(bytes(series), StandardCharsets.UTF_8);
  }

  /** A number that depends on nothing but a key. */
  long fingerprint(int series) {
    if (areNumbers()) {
      return SplitMix64.mix(numbers[series]);
    }
    long mixed = ends[series] - begin(series);
    for (int at = begin(series); at < ends[series]; at++) {
      mixed = SplitMix64.mix(mixed ^ utf8[at]);
    }
    return mixed;
  }
}

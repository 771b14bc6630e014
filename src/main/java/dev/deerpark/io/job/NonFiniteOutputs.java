// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.job;

import dev.deerpark.base.Numbers;
import java.io.Serializable;
import java.util.Locale;
import org.apache.spark.util.AccumulatorV2;

/**
 * Counts, on the driver, the rows that tasks make with an output that is not a finite number. Spark
 * adds what a task counted once, however often it runs, where the rows are made by the last tasks
 * of a job.
 */
public final class NonFiniteOutputs extends AccumulatorV2<Long, NonFiniteOutputs.Found> {
  private static final long serialVersionUID = 1L;

  private long rows;
  private long first = Long.MAX_VALUE;

  /**
   * What was counted.
   *
   * @param rows how many
   * @param first the earliest step of one, from 0; of no meaning where there is none
   */
  public record Found(long rows, long first) implements Serializable {}

  /**
   * Counts a row if it has such an output.
   *
   * @param step of the row
   * @param outputs holds its {@code size} outputs from {@code at} on
   */
  public void look(long step, Numbers outputs, int at, int size) {
    if (isIn(outputs, at, size)) {
      add(step);
    }
  }

  /** Whether one of the {@code size} outputs from {@code at} on is not a finite number. */
  public static boolean isIn(Numbers outputs, int at, int size) {
    for (int i = at; i < at + size; i++) {
      if (!Double.isFinite(outputs.get(i))) {
        return true;
      }
    }
    return false;
  }

  /**
   * What people are told of rows with such outputs.
   *
   * @param rows how many
   * @param first the time of the first of them
   */
  public static String sentence(long rows, String first) {
    return String.format(
        Locale.ROOT,
        "%,d rows of the result have outputs that are not finite, the first at time %s: the states"
            + " are finite, but what the model makes of them is too large, or has no value there.",
        rows,
        first);
  }

  @Override
  public void add(Long step) {
    rows++;
    first = Math.min(first, step);
  }

  @Override
  public void merge(AccumulatorV2<Long, Found> other) {
    rows += other.value().rows;
    first = Math.min(first, other.value().first);
  }

  @Override
  public Found value() {
    return new Found(rows, first);
  }

  @Override
  public boolean isZero() {
    return rows == 0;
  }

  @Override
  public NonFiniteOutputs copy() {
    NonFiniteOutputs copy = new NonFiniteOutputs();
    copy.merge(this);
    return copy;
  }

  @Override
  public void reset() {
    rows = 0;
    first = Long.MAX_VALUE;
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.base.Numbers;
import java.util.List;

/**
 * Consecutive rows of a result in flat arrays.
 *
 * @param rows at least 1; arrays may be longer than these
 * @param named columns before those of numbers: the key of the series where there are many, and the
 *     time
 * @param cells {@code [rows][named]}, in Spark's internal form
 * @param numbers of the states and the outputs, as far as there are some
 */
public record RowBatch(int rows, int named, Object[] cells, List<Part> numbers) {

  /**
   * Numbers of one kind.
   *
   * @param values {@code [rows][width]}
   * @param width at least 1
   */
  public record Part(Numbers values, int width) {}
}

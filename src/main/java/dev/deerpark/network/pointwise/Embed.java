// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.pointwise;

import dev.deerpark.base.BadInputException;
import java.util.Locale;

/**
 * Rows of a table, one for each number of the operand.
 *
 * @param name of the table in messages
 * @param rows in the table; a negative index counts from their end
 * @param table {@code [rows][width]}, row-major
 */
public record Embed(int operand, String name, int rows, double[] table) implements Unary {
  private static final long serialVersionUID = 1L;

  @Override
  public Operation on(int other) {
    return new Embed(other, name, rows, table);
  }

  private int width() {
    return table.length / rows;
  }

  @Override
  public int size(int... sizes) {
    Operation.require(rows >= 1 && table.length % rows == 0, this, sizes);
    return Math.multiplyExact(sizes[0], width());
  }

  /**
   * @throws BadInputException for a number that is not an index of the table
   */
  @Override
  public void apply(double[][] operands, double[] result) {
    double[] x = operands[0];
    for (int i = 0; i < x.length; i++) {
      if (x[i] != Math.rint(x[i]) || x[i] < -rows || x[i] >= rows) {
        throw new BadInputException(
            String.format(
                Locale.ROOT,
                "A value of %s is not an index of the table '%s' of the model, which has %,d rows: a"
                    + " whole number from 0 to %d. Correct the input.",
                x[i],
                name,
                rows,
                rows - 1));
      }
      int row = x[i] < 0 ? (int) x[i] + rows : (int) x[i];
      System.arraycopy(table, row * width(), result, i * width(), width());
    }
  }

  @Override
  public long parameters() {
    return table.length;
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.pointwise;

import dev.deerpark.recurrence.RowFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A function of one row of numbers, as a program: value 0 is the row, value k is the result of
 * operation k - 1, and the last value is the result. A program without operations gives the row
 * itself.
 *
 * @param inputSize numbers in the row, at least 1
 * @param operations each reads values before its own
 */
public record Pointwise(int inputSize, List<Operation> operations) implements RowFunction {
  private static final long serialVersionUID = 1L;

  /**
   * @throws IllegalArgumentException if an operation reads a value that is not before it, or one of
   *     a size that it does not take, or if a value is empty
   */
  public Pointwise {
    operations = List.copyOf(operations);
    sizes(inputSize, operations);
  }

  /** The row itself. */
  public static Pointwise identity(int size) {
    return new Pointwise(size, List.of());
  }

  /** The sizes of all values of a program. */
  static int[] sizes(int inputSize, List<Operation> operations) {
    int[] sizes = new int[operations.size() + 1];
    sizes[0] = inputSize;
    for (int k = 1; k < sizes.length; k++) {
      int made = k;
      List<Integer> operands = operations.get(k - 1).operands();
      if (operands.stream().anyMatch(operand -> operand < 0 || operand >= made)) {
        throw new IllegalArgumentException("value " + k + " is made of " + operands);
      }
      sizes[k] = operations.get(k - 1).size(operands.stream().mapToInt(i -> sizes[i]).toArray());
    }
    for (int size : sizes) {
      if (size < 1) {
        throw new IllegalArgumentException("a value of " + size + " numbers");
      }
    }
    return sizes;
  }

  /** Whether the result is the row itself. */
  public boolean isIdentity() {
    return operations.isEmpty();
  }

  @Override
  public int outputSize() {
    return sizes(inputSize, operations)[operations.size()];
  }

  /** Numbers in weights, biases and tables. */
  public long parameters() {
    return operations.stream().mapToLong(Operation::parameters).sum();
  }

  @Override
  public Evaluator open() {
    Scratch scratch = new Scratch(this);
    return (rows, at, results, to) -> {
      double[] row = scratch.values[0];
      for (int i = 0; i < row.length; i++) {
        row[i] = rows.get(at + i);
      }
      double[] result = scratch.evaluate();
      for (int i = 0; i < result.length; i++) {
        results.set(to + i, result[i]);
      }
    };
  }

  /** All values of a program. */
  private static final class Scratch {
    private final List<Operation> operations;
    private final double[][] values;
    private final List<double[][]> operands = new ArrayList<>();

    Scratch(Pointwise program) {
      operations = program.operations;
      int[] sizes = sizes(program.inputSize, operations);
      values = new double[sizes.length][];
      for (int k = 0; k < sizes.length; k++) {
        values[k] = new double[sizes[k]];
      }
      for (Operation operation : operations) {
        operands.add(operation.operands().stream().map(i -> values[i]).toArray(double[][]::new));
      }
    }

    double[] evaluate() {
      for (int k = 0; k < operations.size(); k++) {
        operations.get(k).apply(operands.get(k), values[k + 1]);
      }
      return values[operations.size()];
    }
  }

  /** Its description, such as {@code 6 -> linear -> relu -> 2}. */
  @Override
  public String description() {
    String steps =
        operations.stream()
            .map(Pointwise::word)
            .filter(word -> !word.isEmpty())
            .collect(Collectors.joining(" -> "));
    return inputSize + (steps.isEmpty() ? "" : " -> " + steps) + " -> " + outputSize();
  }

  private static String word(Operation operation) {
    if (operation instanceof Apply map) {
      return map.function().toString();
    }
    if (operation instanceof Combine combine) {
      return combine.function().name().toLowerCase(Locale.ROOT);
    }
    if (operation instanceof Constant) {
      return "";
    }
    return operation.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}

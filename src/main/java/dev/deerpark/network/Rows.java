// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network;

import dev.deerpark.network.pointwise.Operation;
import dev.deerpark.network.pointwise.Pointwise;
import dev.deerpark.network.pointwise.Select;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Builds the feeds of a network: all its rows as one long program, whose values come from the
 * input, from the states of nodes, or from operations on earlier values. A feed is the part of it
 * that leads from those to one value.
 */
public final class Rows {
  private static final int LARGEST = 1 << 24;

  /** Null for a value that comes from outside. */
  private final List<Operation> values = new ArrayList<>();

  private final List<Integer> sizes = new ArrayList<>();
  private final Map<Integer, Integer> sources = new HashMap<>();

  /**
   * A row that comes from outside.
   *
   * @param source as in {@link Feed#sources}
   * @return its number
   */
  public int source(int source, int size) {
    sources.put(values.size(), source);
    return add(null, size);
  }

  /**
   * The result of an operation on values that were added before.
   *
   * @return its number
   * @throws IllegalArgumentException where the operation does not take them, or gives too much
   */
  public int add(Operation operation) {
    return add(
        operation, operation.size(operation.operands().stream().mapToInt(sizes::get).toArray()));
  }

  private int add(Operation operation, int size) {
    if (size < 1 || size > LARGEST) {
      throw new IllegalArgumentException("a row of " + size + " numbers");
    }
    values.add(operation);
    sizes.add(size);
    return values.size() - 1;
  }

  /** Some numbers of a row; the row itself where they are all of it in their order. */
  public int select(int row, int... places) {
    boolean all =
        places.length == size(row)
            && IntStream.range(0, places.length).allMatch(i -> places[i] == i);
    return all ? row : add(new Select(row, places));
  }

  /** Numbers in a row. */
  public int size(int row) {
    return sizes.get(row);
  }

  /** The feed that leads from the input and the states to a row. */
  public Feed feed(int row) {
    List<Integer> needed = ancestors(row);
    List<Integer> outside = needed.stream().filter(value -> values.get(value) == null).toList();
    int width = outside.stream().mapToInt(sizes::get).sum();
    List<Operation> program = new ArrayList<>();
    Map<Integer, Integer> places = takenApart(outside, program);
    for (int value : needed) {
      Operation operation = values.get(value);
      if (operation != null) {
        program.add(operation.on(operation.operands().stream().map(places::get).toList()));
        places.put(value, program.size());
      }
    }
    return new Feed(
        outside.stream().map(sources::get).toList(), new Pointwise(Math.max(1, width), program));
  }

  /** Adds operations that extract the parts of the program's row; returns their numbers. */
  private Map<Integer, Integer> takenApart(List<Integer> outside, List<Operation> program) {
    Map<Integer, Integer> places = new HashMap<>();
    int at = 0;
    for (int value : outside) {
      int size = size(value);
      if (outside.size() == 1) {
        places.put(value, 0);
      } else {
        program.add(new Select(0, IntStream.range(at, at + size).toArray()));
        places.put(value, program.size());
      }
      at += size;
    }
    return places;
  }

  /** The values that one depends on, itself included, in ascending order. */
  private List<Integer> ancestors(int wanted) {
    boolean[] needed = new boolean[wanted + 1];
    needed[wanted] = true;
    for (int k = wanted; k >= 0; k--) {
      if (needed[k] && values.get(k) != null) {
        values.get(k).operands().forEach(operand -> needed[operand] = true);
      }
    }
    return IntStream.rangeClosed(0, wanted).filter(k -> needed[k]).boxed().toList();
  }
}

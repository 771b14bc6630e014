// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a study measures.
 *
 * @param cells all different
 * @param repeats timed runs of each cell, at least 1
 * @param warmups runs of each cell in each application before them
 * @param seed of networks, inputs and the order of the runs
 * @param common what all cells have in common, by name: precision, tolerance and the like
 */
public record Grid(
    List<Cell> cells, int repeats, int warmups, long seed, Map<String, String> common) {

  public Grid {
    cells = List.copyOf(cells);
    common = Collections.unmodifiableMap(new LinkedHashMap<>(common));
  }

  /** The tolerance of all runs. */
  public double tolerance() {
    return Double.parseDouble(common.getOrDefault("tolerance", "1e-6"));
  }

  /** The different workers, in the order of the cells. */
  public List<Workers> workers() {
    return cells.stream().map(Cell::workers).distinct().toList();
  }

  /** The first difference to another grid, in words; empty where they are the same. */
  public Optional<String> difference(Grid other) {
    for (String name : new TreeSet<>(union(common, other.common))) {
      if (!Objects.equals(common.get(name), other.common.get(name))) {
        return Optional.of(
            name + " is " + shown(other.common.get(name)) + ", not " + shown(common.get(name)));
      }
    }
    if (repeats != other.repeats) {
      return Optional.of("repeats is " + other.repeats + ", not " + repeats);
    }
    if (warmups != other.warmups) {
      return Optional.of("warmup is " + other.warmups + ", not " + warmups);
    }
    if (seed != other.seed) {
      return Optional.of("seed is " + other.seed + ", not " + seed);
    }
    Optional<Cell> added = other.cells.stream().filter(cell -> !cells.contains(cell)).findFirst();
    if (added.isPresent()) {
      return added.map(cell -> "it asks for " + cell + ", which the recorded study does not have");
    }
    return cells.stream()
        .filter(cell -> !other.cells.contains(cell))
        .findFirst()
        .map(cell -> "it leaves out " + cell);
  }

  private static List<String> union(Map<String, String> one, Map<String, String> other) {
    List<String> names = new ArrayList<>(one.keySet());
    names.addAll(other.keySet());
    return names;
  }

  private static String shown(String value) {
    return value == null ? "not given" : value;
  }
}

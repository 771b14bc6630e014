// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study;

import dev.deerpark.base.SplitMix64;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The order of a study's runs. All cells with the same workers share an application, and take turns
 * in a random order, another one in each round, so that what slows the machine for a while slows
 * all of them. The applications go there and back, from the first number of workers to the last and
 * again to the first, each with half of the rounds: a machine that drifts treats all numbers alike.
 */
public final class RunOrder {
  private RunOrder() {}

  /**
   * A run that is to be made.
   *
   * @param cell which
   * @param repeat from 1; 0 for one that warms up
   */
  public record Turn(Cell cell, int repeat) {
    public boolean isWarmup() {
      return repeat == 0;
    }
  }

  /** The runs of one application, in order. */
  public record Application(Workers workers, List<Turn> turns) {
    public Application {
      turns = List.copyOf(turns);
    }
  }

  /**
   * The applications that are left to run.
   *
   * @param done timed runs that are recorded already; only cells with others left are warmed up
   */
  public static List<Application> of(Grid grid, Set<Turn> done) {
    List<Workers> there = grid.workers();
    int first = there.size() == 1 ? grid.repeats() : (grid.repeats() + 1) / 2;
    List<Application> applications = new ArrayList<>();
    for (int at = 0; at < there.size(); at++) {
      boolean last = at == there.size() - 1;
      add(applications, grid, there.get(at), 1, last ? grid.repeats() : first, done);
    }
    for (int at = there.size() - 2; at >= 0 && first < grid.repeats(); at--) {
      add(applications, grid, there.get(at), first + 1, grid.repeats(), done);
    }
    return applications;
  }

  private static void add(
      List<Application> applications,
      Grid grid,
      Workers workers,
      int from,
      int to,
      Set<Turn> done) {
    List<Cell> cells =
        grid.cells().stream().filter(cell -> cell.workers().equals(workers)).toList();
    Random random = new Random(SplitMix64.mix(grid.seed() + 31L * applications.size()));
    List<Turn> timed = new ArrayList<>();
    for (int repeat = from; repeat <= to; repeat++) {
      List<Cell> round = new ArrayList<>(cells);
      Collections.shuffle(round, random);
      for (Cell cell : round) {
        Turn turn = new Turn(cell, repeat);
        if (!done.contains(turn)) {
          timed.add(turn);
        }
      }
    }
    List<Turn> turns = new ArrayList<>();
    for (int warmup = 0; warmup < grid.warmups(); warmup++) {
      timed.stream().map(Turn::cell).distinct().forEach(cell -> turns.add(new Turn(cell, 0)));
    }
    turns.addAll(timed);
    if (!timed.isEmpty()) {
      applications.add(new Application(workers, turns));
    }
  }
}

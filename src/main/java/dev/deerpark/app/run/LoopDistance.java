// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.engine.Engine;
import dev.deerpark.engine.summary.Closeness;
import dev.deerpark.sequence.States;
import dev.deerpark.solve.SolveListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows the true error of an iterate: its largest scaled difference to the sequential loop where
 * segments begin. In segments of one step these are all states but the last. Every iteration, the
 * starts of all segments are gathered in this process.
 */
public final class LoopDistance implements SolveListener {
  private final States loop;
  private final List<Double> differences = new ArrayList<>();

  private LoopDistance(States loop) {
    this.loop = loop;
  }

  /**
   * The distance to the loop of an engine's series.
   *
   * @param engine walks its series in order, and is of no further use
   */
  public static LoopDistance toLoopOf(Engine engine) {
    engine.walkInOrder();
    return new LoopDistance(engine.walks().starts());
  }

  @Override
  public void swept(Engine engine) {
    States starts = engine.walks().starts();
    Closeness closeness = engine.rule().closeness();
    double largest = 0;
    for (int segment = 0; segment < loop.count(); segment++) {
      // Math.max keeps NaN
      largest = Math.max(largest, closeness.distance(starts, segment, loop, segment));
    }
    differences.add(largest);
  }

  /** The difference after each sweep so far, from the evaluation of the guess on. */
  public List<Double> differences() {
    return List.copyOf(differences);
  }

  /** The number of iterations after which the difference is at most this, and stays so. */
  public Optional<Integer> iterationsTo(double difference) {
    int reached = differences.size();
    while (reached > 0 && differences.get(reached - 1) <= difference) {
      reached--;
    }
    return Optional.of(reached).filter(iterations -> iterations < differences.size());
  }
}

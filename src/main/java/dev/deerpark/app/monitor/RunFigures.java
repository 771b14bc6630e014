// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.monitor;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import dev.deerpark.report.Phase;
import dev.deerpark.solve.IterationRecord;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/**
 * How far the run of this Java virtual machine is. The figures of a run stay until the next one
 * begins, so that a last look at them sees its end.
 *
 * <p>One for all of a Java virtual machine, because the run, which writes, and the plugin, which
 * reads, cannot reach each other: Spark makes its plugins itself and gives no access to them. There
 * is never more than one run at a time, as there is one Spark context.
 */
final class RunFigures {
  private static final RunFigures OF_THIS_JVM = new RunFigures();

  /** By name. Those of the last iteration, as in the report. */
  private static final Map<String, ToDoubleFunction<IterationRecord>> OF_AN_ITERATION =
      Map.of(
          "iteration", IterationRecord::iteration,
          "residual", IterationRecord::residual,
          "update", IterationRecord::update,
          "estimatedError", IterationRecord::estimatedError,
          "settledSegments", IterationRecord::settledSegments,
          "movedSegments", IterationRecord::movedSegments,
          "segments", record -> record.sweep().summary().segments());

  private final Map<String, Double> iteration = new HashMap<>();
  private final Map<Phase, Double> ended = new EnumMap<>(Phase.class);
  private Phase current;
  private long since;

  static RunFigures ofThisJvm() {
    return OF_THIS_JVM;
  }

  /** Forgets the run before. */
  synchronized void begin() {
    iteration.clear();
    ended.clear();
    current = null;
  }

  /** A phase begins, and the one before pauses or ends. */
  synchronized void enter(Phase phase) {
    leave();
    current = phase;
    since = System.nanoTime();
  }

  /** No phase is under way any more. */
  synchronized void leave() {
    if (current != null) {
      ended.put(current, seconds(current));
      current = null;
    }
  }

  synchronized void finished(IterationRecord record) {
    OF_AN_ITERATION.forEach((name, figure) -> iteration.put(name, figure.applyAsDouble(record)));
  }

  /** A figure of the last iteration; NaN before the first. */
  synchronized double figure(String name) {
    return iteration.getOrDefault(name, Double.NaN);
  }

  /** Seconds spent in a phase so far, less those of phases within it. */
  synchronized double seconds(Phase phase) {
    double before = ended.getOrDefault(phase, 0.0);
    return phase == current ? before + (System.nanoTime() - since) / 1e9 : before;
  }

  /** Shows each figure as a gauge of its name, and the seconds as {@code seconds.PHASE}. */
  void register(MetricRegistry registry) {
    OF_AN_ITERATION.keySet().forEach(name -> register(registry, name, () -> figure(name)));
    for (Phase phase : Phase.values()) {
      register(registry, "seconds." + phase.label(), () -> seconds(phase));
    }
  }

  private static void register(MetricRegistry registry, String name, DoubleSupplier figure) {
    registry.register(name, (Gauge<Double>) figure::getAsDouble);
  }
}

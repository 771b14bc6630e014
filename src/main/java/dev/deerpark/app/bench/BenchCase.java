// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.bench;

import dev.deerpark.app.measure.Measured;
import dev.deerpark.app.measure.Measurement;
import dev.deerpark.app.record.TaskClock;
import dev.deerpark.settings.LayoutSettings.Scan;
import dev.deerpark.solve.IterationRecord;
import dev.deerpark.solve.Method;
import dev.deerpark.solve.Solution;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One network of a benchmark, which the loop and the methods solve in turns.
 *
 * @param network with its series
 * @param segmentLength for methods that do not choose their own; empty: one step
 */
record BenchCase(Measured network, OptionalInt segmentLength) {
  /**
   * What a measurement came to.
   *
   * @param seconds of the solve phase: probe, burn-in and all iterations
   * @param what was done, in a few words; where it did not converge, the reason
   * @param converged whether the time means anything
   */
  record Timed(double seconds, String what, boolean converged) {

    /** A measurement that came to its result. */
    Timed(double seconds, String what) {
      this(seconds, what, true);
    }
  }

  /** The sequential loop on this thread, by the kernel that is tuned for it. */
  Timed loop() {
    return new Timed(network.loop(), "one core, in order");
  }

  /**
   * A method on the cluster.
   *
   * @param named empty: to be chosen from the dynamics
   */
  Timed method(Optional<Method> named) {
    Measured.Asked asked = new Measured.Asked(named, segmentLength, Optional.empty(), Scan.FLAT);
    TaskClock tasks = new TaskClock();
    network.context().sc().addSparkListener(tasks);
    Measurement measured =
        network.run(network.plan(asked), (solution, trajectory) -> Optional.empty());
    double alone = alone(tasks, measured.times());
    Solution solution = measured.solution();
    double seconds = measured.times().seconds();
    if (!solution.outcome().converged()) {
      return new Timed(seconds, solution.sentence(), false);
    }
    return new Timed(
        seconds,
        String.format(
            Locale.ROOT,
            "%s, segments of %,d steps, %d iterations, %.2f passes, %.3f seconds in kernels, %.3f"
                + " without tasks%s",
            measured.method().label(),
            measured.layout().segmentLength(),
            solution.iterations(),
            measured.passes(),
            tasks.kernelSeconds(),
            alone,
            eachOf(solution)));
  }

  /** The seconds of a solve in which no task ran, once Spark has reported all tasks. */
  private double alone(TaskClock tasks, Measurement.Times times) {
    TaskClock.awaitEvents(network.context().sc());
    network.context().sc().removeSparkListener(tasks);
    return tasks.driverOnlySeconds(times.solvingMillis(), times.endedMillis());
  }

  /** The usual time of an iteration, where there were some. */
  private static String eachOf(Solution solution) {
    double[] seconds =
        solution.history().stream()
            .skip(1)
            .mapToDouble(IterationRecord::seconds)
            .sorted()
            .toArray();
    return seconds.length == 0
        ? ""
        : String.format(
            Locale.ROOT, ", %.3f seconds for an iteration", seconds[seconds.length / 2]);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.recurrence.Recurrence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.TaskContext;

/**
 * A small network whose steps fail in tasks, as {@link Faults} has it: a file in its folder is a
 * fault. It pauses every now and then, so that a run takes some time.
 */
public final class FaultyModel implements Recurrence {
  private static final int LOOKS_EVERY = 50;

  /** A minute. */
  private static final int MOST_WAITS = 6000;

  private final Path folder;
  private int steps;

  /** With the folder of the faults, {@code folder}. */
  public FaultyModel(Map<String, String> parameters) {
    folder = Path.of(parameters.get("folder"));
  }

  @Override
  public int stateSize() {
    return 3;
  }

  @Override
  public int inputSize() {
    return 1;
  }

  @Override
  public void step(double[] state, double[] input, double[] next) {
    next[0] = Math.tanh(0.6 * state[1] - 0.5 * state[2] + input[0]);
    next[1] = Math.tanh(0.6 * state[0] + 0.3 * state[2]);
    next[2] = Math.tanh(0.5 * state[1] - 0.4 * state[0] + 0.1);
    steps++;
    if (steps % LOOKS_EVERY == 0 && TaskContext.get() != null) {
      look(next);
    }
  }

  private void look(double[] next) {
    try {
      if (Files.exists(folder.resolve(Faults.ALWAYS))) {
        throw new ArithmeticException("a step that always fails");
      }
      if (Files.exists(folder.resolve(Faults.NOT_A_NUMBER))) {
        next[0] = Double.NaN;
      }
      TaskContext task = TaskContext.get();
      if (task.partitionId() == 1 && Files.exists(folder.resolve(Faults.THREE_TIMES))) {
        if (task.attemptNumber() < 3) {
          throw new ArithmeticException("a step that fails in the first attempts of a task");
        }
        Files.deleteIfExists(folder.resolve(Faults.THREE_TIMES));
      }
      for (int waited = 0; isHeld(task); waited++) {
        Thread.sleep(10);
        if (waited == MOST_WAITS) {
          Files.deleteIfExists(folder.resolve(Faults.HELD)); // for all the steps that follow too
        }
      }
      if (Files.deleteIfExists(folder.resolve(Faults.LATE))) {
        Thread.sleep(5000);
      }
      if (Files.deleteIfExists(folder.resolve(Faults.HALT))) {
        Runtime.getRuntime().halt(137);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException overtaken) {
      Thread.currentThread().interrupt(); // a task that lost the race against its copy
    }
  }

  private boolean isHeld(TaskContext task) {
    return task.partitionId() == 1 && Files.exists(folder.resolve(Faults.HELD));
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.RecurrenceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A model that ends the Java virtual machine that takes a step of it as soon as a marker file is
 * there, once a file. It counts the steps of all machines in another file, a byte for each {@link
 * #COUNTED}.
 *
 * @param model takes the steps
 * @param folder the path of a folder that all machines share
 */
record MortalSpec(RecurrenceSpec model, String folder) implements RecurrenceSpec {
  /** Steps between two looks at the files. */
  static final int COUNTED = 20;

  private static final String DEATH = "death";
  private static final String STEPS = "steps";

  /** Makes the next machine that takes steps end. */
  void kill() {
    write(DEATH);
  }

  /** Whether a machine has ended since {@link #kill}. */
  boolean killed() {
    return Files.notExists(Path.of(folder, DEATH));
  }

  /** The steps that were taken, those of a machine's last few aside. */
  long steps() {
    try {
      return COUNTED * Files.size(Path.of(folder, STEPS));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void write(String name) {
    try {
      Files.write(
          Path.of(folder, name), new byte[1], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void look() {
    write(STEPS);
    try {
      if (Files.deleteIfExists(Path.of(folder, DEATH))) {
        Runtime.getRuntime().halt(137);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public Recurrence build() {
    Recurrence built = model.build();
    return new Recurrence() {
      private int steps;

      @Override
      public int stateSize() {
        return built.stateSize();
      }

      @Override
      public int inputSize() {
        return built.inputSize();
      }

      @Override
      public void step(double[] state, double[] input, double[] next) {
        built.step(state, input, next);
        steps++;
        if (steps % COUNTED == 0) {
          look();
        }
      }
    };
  }
}

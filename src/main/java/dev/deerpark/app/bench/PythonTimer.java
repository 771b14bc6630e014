// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.bench;

import dev.deerpark.app.bench.BenchCase.Timed;
import dev.deerpark.app.measure.RandomNetworks;
import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.BenchSettings;
import dev.deerpark.solve.Method;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Has libraries of Python evaluate a network of the same size over as many steps, each in a process
 * of its own.
 *
 * @param python an interpreter
 */
record PythonTimer(String python) {
  private static final String SCRIPTS = "/dev/deerpark/bench/";

  /** How a script ends where the interpreter has not the library that it needs. */
  private static final int WITHOUT_LIBRARY = 3;

  /**
   * @throws BadInputException where there is no such interpreter
   */
  void require() {
    try {
      new ProcessBuilder(python, "--version")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException failure) {
      throw refused(failure.getMessage());
    }
  }

  /**
   * PyTorch's {@code nn.GRU} on one sequence, with the number of threads that is fastest.
   *
   * @return empty where the interpreter has no torch
   * @throws BadInputException where Python cannot be run
   */
  List<Timed> torch(int stateSize, int steps, BenchSettings settings) {
    return run("time_torch_gru.py", arguments(stateSize, steps, settings));
  }

  /**
   * A method in JAX, as the papers have it, with segments of one step.
   *
   * @return empty where the interpreter has no jax
   * @throws BadInputException where Python cannot be run
   */
  List<Timed> jax(Method method, int stateSize, int steps, BenchSettings settings) {
    List<String> arguments = new ArrayList<>(List.of(method.label()));
    arguments.addAll(arguments(stateSize, steps, settings));
    arguments.add(String.valueOf(settings.tolerance()));
    return run("time_jax_deer.py", arguments);
  }

  private static List<String> arguments(int stateSize, int steps, BenchSettings settings) {
    return List.of(
        String.valueOf(stateSize),
        String.valueOf(RandomNetworks.INPUTS),
        String.valueOf(steps),
        String.valueOf(settings.repeats()),
        settings.precision().name().toLowerCase(Locale.ROOT));
  }

  /** The seconds that a script prints, a line each, with its last line as what was done. */
  private List<Timed> run(String script, List<String> arguments) {
    List<String> lines = lines(script, arguments);
    List<Timed> times = new ArrayList<>();
    for (String line : lines.subList(0, Math.max(0, lines.size() - 1))) {
      times.add(new Timed(Double.parseDouble(line), lines.get(lines.size() - 1)));
    }
    return times;
  }

  private List<String> lines(String script, List<String> arguments) {
    try {
      Path file = Files.createTempFile("deerpark", script);
      try (InputStream text = PythonTimer.class.getResourceAsStream(SCRIPTS + script)) {
        Files.write(file, text.readAllBytes());
        List<String> command = new ArrayList<>(List.of(python, file.toString()));
        command.addAll(arguments);
        Process process =
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code == WITHOUT_LIBRARY) {
          return List.of();
        }
        if (code != 0) {
          throw refused(script + " ended with exit code " + code + "; its words are above");
        }
        return said.lines().toList();
      } finally {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw refused(failure.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Python was measured", interrupted);
    }
  }

  private BadInputException refused(String why) {
    return new BadInputException(
        "--python "
            + python
            + " cannot be used: "
            + why
            + ". Name an interpreter that has torch or jax.");
  }
}

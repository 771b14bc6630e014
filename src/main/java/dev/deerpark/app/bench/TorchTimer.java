// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.bench;

import dev.deerpark.app.bench.BenchCase.Timed;
import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.BenchSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Has PyTorch walk a network of the same size over as many steps, in a process of its own.
 *
 * @param python an interpreter that has torch
 */
record TorchTimer(String python) {
  private static final String SCRIPT = "/dev/deerpark/bench/time_torch_gru.py";

  /**
   * Measures {@code nn.GRU} on one sequence, with the number of threads that is fastest.
   *
   * @throws BadInputException where Python cannot be run or has no torch
   */
  List<Timed> measure(int stateSize, int steps, BenchSettings settings) {
    List<String> lines = run(stateSize, steps, settings);
    List<Timed> times = new ArrayList<>();
    String what = lines.get(lines.size() - 1);
    for (String line : lines.subList(0, lines.size() - 1)) {
      times.add(new Timed(Double.parseDouble(line), what));
    }
    return times;
  }

  private List<String> run(int stateSize, int steps, BenchSettings settings) {
    try {
      Path script = Files.createTempFile("time_torch_gru", ".py");
      try (InputStream text = TorchTimer.class.getResourceAsStream(SCRIPT)) {
        Files.write(script, text.readAllBytes());
        Process process =
            new ProcessBuilder(
                    python,
                    script.toString(),
                    String.valueOf(stateSize),
                    String.valueOf(BenchSeries.INPUTS),
                    String.valueOf(steps),
                    String.valueOf(settings.repeats()),
                    settings.precision().name().toLowerCase(java.util.Locale.ROOT))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
          throw refused("it ended with exit code " + process.exitValue() + "; its words are above");
        }
        return said.lines().toList();
      } finally {
        Files.delete(script);
      }
    } catch (IOException failure) {
      throw refused(failure.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while torch was measured", interrupted);
    }
  }

  private BadInputException refused(String why) {
    return new BadInputException(
        "--python " + python + " cannot be used: " + why + ". Name an interpreter that has torch.");
  }
}

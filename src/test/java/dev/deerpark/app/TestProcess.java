// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.cli.Main;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The application in a process of its own, on a local Spark. */
final class TestProcess {
  private TestProcess() {}

  /**
   * Starts it; both its streams are one.
   *
   * @param temporary its folder for temporary files, made where it is missing
   * @param words the command and its options
   */
  static Process start(Path temporary, List<String> words) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--add") || flag.startsWith("-Djdk"))
        .forEach(line::add);
    line.add("-Xmx512m");
    line.add("-Djava.io.tmpdir=" + Files.createDirectories(temporary));
    line.add("-Dspark.master=local[2]");
    line.add("-Dspark.ui.enabled=false");
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(words);
    return new ProcessBuilder(line).redirectErrorStream(true).start();
  }
}

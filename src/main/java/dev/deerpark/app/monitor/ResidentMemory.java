// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory that a process has in use: its heap, and all that kernels hold outside of it. */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern LINE = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private ResidentMemory() {}

  /** In bytes; empty where the system does not say. */
  static OptionalLong ofThisProcess() {
    try {
      return Files.exists(STATUS) ? in(Files.readAllLines(STATUS)) : OptionalLong.empty();
    } catch (IOException unreadable) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong in(List<String> lines) {
    return lines.stream()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .mapToLong(line -> Long.parseLong(line.group(1)) << 10)
        .findFirst();
  }
}

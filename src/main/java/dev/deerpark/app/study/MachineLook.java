// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import com.sun.management.OperatingSystemMXBean;
import dev.deerpark.study.Environment.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks at the machine that runs this Java virtual machine. */
final class MachineLook {
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
  private static final Path STATUS = Path.of("/proc/self/stat");

  /** Place of the real-time priority behind the process's name. */
  private static final int REAL_TIME_PRIORITY = 37;

  private static final String MODEL = "model name";
  private static final long LOOK_MILLIS = 100;
  private static final String SEPARATOR = "\t";

  private MachineLook() {}

  /** This machine. */
  static Machine machine() {
    return new Machine(
        processor(),
        Runtime.getRuntime().availableProcessors(),
        system().getTotalMemorySize(),
        Runtime.getRuntime().maxMemory(),
        property("os.name") + " " + property("os.version") + " " + property("os.arch"),
        "");
  }

  /** A machine as one line, as executors send it: any serializer takes a text. */
  static String line(Machine machine) {
    return String.join(
        SEPARATOR,
        machine.processor(),
        String.valueOf(machine.cores()),
        String.valueOf(machine.memoryBytes()),
        String.valueOf(machine.heapBytes()),
        machine.system());
  }

  /** What {@link #line} wrote. */
  static Machine ofLine(String line, String devices) {
    String[] parts = line.split(SEPARATOR);
    return new Machine(
        parts[0],
        Integer.parseInt(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]),
        parts[4],
        devices);
  }

  /** The arguments of this Java virtual machine that change how fast it is. */
  static List<String> jvmFlags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("-X") || flag.startsWith("--add-modules"))
        .toList();
  }

  /** The system's load average over the last minute; NaN where it does not tell. */
  static double load() {
    double load = system().getSystemLoadAverage();
    return load < 0 ? Double.NaN : load;
  }

  /**
   * The fraction of the machine's processors that is busy while this thread waits for a moment; NaN
   * where the system does not tell.
   */
  static double busy() {
    system().getCpuLoad();
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the machine was looked at", interrupted);
    }
    double busy = system().getCpuLoad();
    return busy < 0 ? Double.NaN : busy;
  }

  /** Whether the system runs this process before all others, as after {@code chrt}. */
  static boolean hasRealTimePriority() {
    try {
      String status = Files.readString(STATUS);
      String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ");
      return Integer.parseInt(fields[REAL_TIME_PRIORITY]) > 0;
    } catch (IOException noSuchSystem) {
      return false;
    }
  }

  private static OperatingSystemMXBean system() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(PROCESSOR)) {
      return lines
          .filter(line -> line.startsWith(MODEL))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElseGet(() -> property("os.arch"));
    } catch (IOException unknown) {
      return property("os.arch");
    }
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}

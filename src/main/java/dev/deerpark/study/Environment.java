// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study;

import dev.deerpark.report.Versions;
import java.util.List;

/**
 * Where the runs of an application happened.
 *
 * @param application of Spark
 * @param master of the cluster
 * @param workers that were asked for
 * @param driver the driver's machine
 * @param executors the different machines of executors
 * @param jvmFlags of the driver
 * @param realTime whether the driver, and what it starts on its machine, has real-time priority:
 *     everything else there waits for it
 * @param versions of the software
 */
public record Environment(
    String application,
    String master,
    Workers workers,
    Machine driver,
    List<Machine> executors,
    List<String> jvmFlags,
    boolean realTime,
    Versions versions) {

  public Environment {
    executors = List.copyOf(executors);
    jvmFlags = List.copyOf(jvmFlags);
  }

  /**
   * A machine.
   *
   * @param processor its model, as the system names it
   * @param cores that the Java virtual machine may use
   * @param memoryBytes of the machine; 0 where the system does not tell
   * @param heapBytes the largest heap of the Java virtual machine
   * @param system its name, release and architecture
   * @param devices that walk in place of the processor; empty for none
   */
  public record Machine(
      String processor,
      int cores,
      long memoryBytes,
      long heapBytes,
      String system,
      String devices) {}
}

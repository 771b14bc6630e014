// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.kernel;

import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskContextImpl;
import org.apache.spark.resource.ResourceInformation;
import scala.Option;

/** The life of a task without a cluster. */
final class TestTask {
  private static final AtomicLong COUNT = new AtomicLong();

  private final TaskContextImpl context;

  private TestTask(Map<String, ResourceInformation> resources) {
    this.context =
        new TaskContextImpl(
            0,
            0,
            0,
            COUNT.incrementAndGet(),
            0,
            1,
            null,
            new Properties(),
            null,
            null,
            1,
            scala.collection.immutable.Map.from(
                scala.jdk.javaapi.CollectionConverters.asScala(resources)));
  }

  /**
   * A task that begins.
   *
   * @param devices what it was given, each as {@code kind:address}; one of a kind
   */
  public static TestTask with(String... devices) {
    return new TestTask(
        Arrays.stream(devices)
            .map(device -> device.split(":"))
            .collect(
                Collectors.toMap(
                    device -> device[0],
                    device -> new ResourceInformation(device[0], new String[] {device[1]}))));
  }

  public TaskContext context() {
    return context;
  }

  public void succeed() {
    context.markTaskCompleted(Option.empty());
  }

  /** As Spark has it: the failure is known before the task completes. */
  public void fail() {
    context.markTaskFailed(new IllegalStateException("as the test wants it"));
    context.markTaskCompleted(Option.empty());
  }
}

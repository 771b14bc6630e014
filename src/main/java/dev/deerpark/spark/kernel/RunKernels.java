// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.kernel;

import dev.deerpark.base.OpenResources;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.KernelFactory;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The kernels of one run, sent with its tasks. Made on the driver, which closes it when no task of
 * the run is left.
 *
 * @param run a name that no other run has, in any session
 * @param kernels opens them
 */
public record RunKernels(String run, Broadcast<TravellingKernels> kernels)
    implements Serializable, AutoCloseable {

  /** The kernels of a new run. */
  public static RunKernels of(JavaSparkContext context, KernelFactory factory) {
    return new RunKernels(
        UUID.randomUUID().toString(), context.broadcast(new TravellingKernels(factory)));
  }

  /**
   * The kernels of several recurrences, in their order. Where those of one cannot be sent, those
   * before it are closed.
   */
  public static List<RunKernels> all(JavaSparkContext context, List<KernelFactory> factories) {
    OpenResources opened = new OpenResources();
    try {
      return factories.stream()
          .map(factory -> opened.add(of(context, factory), RunKernels::close))
          .toList();
    } catch (Throwable failure) { // Scala throws checked exceptions without declaring them
      opened.closeAfter(failure);
      throw failure;
    }
  }

  /**
   * The kernel of the calling task, until the task completes; the task does not close it.
   *
   * @throws IllegalStateException outside of a task, or where the kernel cannot be opened
   */
  public Kernel ofTask() {
    TaskContext task = TaskContext.get();
    if (task == null) {
      throw new IllegalStateException("A kernel can be lent only to a Spark task.");
    }
    return ExecutorKernels.ofThisJvm().lend(run, kernels.value().factory(), task);
  }

  /** Segments that a kernel walks side by side. */
  public int lanes() {
    return kernels.value().factory().lanes();
  }

  @Override
  public void close() {
    try (OpenResources rest = new OpenResources()) {
      rest.add(kernels::destroy);
      ExecutorKernels.ofThisJvm().end(run);
    }
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.kernel;

import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.KernelFactory;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.TaskContext;

/**
 * Keeps the kernels of runs open between tasks and lends each to one task at a time.
 *
 * <p>This is the one static of the application that changes. A kernel outlives the task that opened
 * it, and Spark has no other place for that on an executor: a plugin has to be configured before
 * the session begins, which is often a caller's. So:
 *
 * <ul>
 *   <li>A run is known by a name that travels with its tasks, see {@link RunKernels}.
 *   <li>A run that ends on the driver takes its kernels in the driver's own Java virtual machine
 *       with it, at once. Other executors do not hear of it: the first task of another run closes
 *       what is idle there, before it opens a kernel of its own.
 *   <li>A shutdown hook closes what is idle at the end.
 * </ul>
 */
final class ExecutorKernels {
  private static final ExecutorKernels OF_THIS_JVM = new ExecutorKernels();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(OF_THIS_JVM::endAll, "close kernels"));
  }

  /** By the run's name. One that has ended stays, so that a late task of it leaves nothing open. */
  private final Map<String, KernelPool> pools = new HashMap<>();

  /** The kernels of all tasks in this Java virtual machine. */
  static ExecutorKernels ofThisJvm() {
    return OF_THIS_JVM;
  }

  /**
   * The kernel of a task, which is taken back when the task completes. A task that asks again gets
   * the same one.
   *
   * @param run its name
   * @param factory opens a kernel where none is idle on the task's device
   * @throws IllegalStateException as {@link KernelFactory#open} does
   */
  Kernel lend(String run, KernelFactory factory, TaskContext task) {
    return pool(run).lend(factory, task);
  }

  private synchronized KernelPool pool(String run) {
    if (!pools.containsKey(run)) {
      pools.values().forEach(KernelPool::closeIdle);
      pools.put(run, new KernelPool());
    }
    return pools.get(run);
  }

  /** Closes a run's idle kernels now, and those that are lent when they come back. */
  synchronized void end(String run) {
    pools.computeIfAbsent(run, any -> new KernelPool()).end();
  }

  private synchronized void endAll() {
    pools.values().forEach(KernelPool::end);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.kernel;

import dev.deerpark.base.OpenResources;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.KernelFactory;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.TaskContext;

/**
 * Keeps the kernels of runs open between tasks, and lends each to one task at a time.
 *
 * <p>A mutable static: a kernel outlives the task that opened it, and Spark has no other place for
 * that on an executor: a plugin has to be configured before the session begins, and the session
 * often belongs to a caller. So:
 *
 * <ul>
 *   <li>A run is identified by a name that is sent with its tasks, see {@link RunKernels}.
 *   <li>When a run ends, its kernels in the driver's own Java virtual machine are closed at once.
 *       Other executors are not notified: the first task of another run closes the idle kernels
 *       there, before it opens one of its own.
 *   <li>A shutdown hook closes the idle kernels at the end.
 * </ul>
 */
final class ExecutorKernels {
  private static final ExecutorKernels OF_THIS_JVM = new ExecutorKernels();

  static {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(OF_THIS_JVM::endAll, "close kernels"));
    } catch (IllegalStateException ending) {
      // a first task in a process that ends: what it opens ends with the process
    }
  }

  /**
   * By the run's name. A run that has ended stays, so that a late task of it leaves nothing open.
   */
  private final Map<String, KernelPool> pools = new HashMap<>();

  /** The kernels of all tasks in this Java virtual machine. */
  static ExecutorKernels ofThisJvm() {
    return OF_THIS_JVM;
  }

  /**
   * The kernel of a task, which is returned when the task completes. A task that asks again gets
   * the same one.
   *
   * @param run the run's name
   * @param factory opens a kernel where none is idle on the task's device
   * @throws IllegalStateException as {@link KernelFactory#open} does
   */
  Kernel lend(String run, KernelFactory factory, TaskContext task) {
    return pool(run).lend(factory, task);
  }

  private synchronized KernelPool pool(String run) {
    if (!pools.containsKey(run)) {
      OpenResources.closeAll(pools.values(), KernelPool::closeIdle);
      pools.put(run, new KernelPool());
    }
    return pools.get(run);
  }

  /** Closes a run's idle kernels now, and the lent ones when they are returned. */
  synchronized void end(String run) {
    pools.computeIfAbsent(run, any -> new KernelPool()).end();
  }

  private synchronized void endAll() {
    OpenResources.closeAll(pools.values(), KernelPool::end);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.kernel;

import dev.deerpark.base.OpenResources;
import dev.deerpark.kernel.DeviceAddress;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.KernelFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open kernels of one run in one Java virtual machine: no more on a device than the tasks that
 * used it at once. Thread-safe.
 */
final class KernelPool {
  private static final Logger LOG = LoggerFactory.getLogger(KernelPool.class);

  private final Map<TaskContext, Kernel> lent = new HashMap<>();
  private final Map<Optional<DeviceAddress>, Deque<Kernel>> idle = new HashMap<>();
  private boolean ended;

  /** See {@link ExecutorKernels#lend}. */
  Kernel lend(KernelFactory factory, TaskContext task) {
    Optional<DeviceAddress> device = device(factory, task);
    Optional<Kernel> open = lendOpen(device, task);
    if (open.isPresent()) {
      return open.get();
    }
    // without the lock, since it may take seconds
    Kernel opened = factory.open(device);
    lend(opened, device, task);
    return opened;
  }

  /** The first device assigned to the task of the kind that the kernels need. */
  private static Optional<DeviceAddress> device(KernelFactory factory, TaskContext task) {
    return factory
        .deviceKind()
        .flatMap(kind -> Optional.ofNullable(task.resourcesJMap().get(kind)))
        .filter(given -> given.addresses().length > 0)
        .map(given -> new DeviceAddress(given.name(), given.addresses()[0]));
  }

  private synchronized Optional<Kernel> lendOpen(Optional<DeviceAddress> device, TaskContext task) {
    if (lent.containsKey(task)) {
      return Optional.of(lent.get(task));
    }
    Deque<Kernel> waiting = idle.get(device);
    if (waiting == null || waiting.isEmpty()) {
      return Optional.empty();
    }
    Kernel kernel = waiting.pop();
    lend(kernel, device, task);
    return Optional.of(kernel);
  }

  private synchronized void lend(Kernel kernel, Optional<DeviceAddress> device, TaskContext task) {
    lent.put(task, kernel);
    TaskCompletionListener takeBack = completed -> takeBack(device, task);
    task.addTaskCompletionListener(takeBack);
  }

  /** A kernel whose task failed is closed, since its state is unknown. */
  private synchronized void takeBack(Optional<DeviceAddress> device, TaskContext task) {
    Kernel kernel = lent.remove(task);
    if (ended || task.isFailed()) {
      close(kernel);
    } else {
      idle.computeIfAbsent(device, any -> new ArrayDeque<>()).push(kernel);
    }
  }

  synchronized void closeIdle() {
    List<Kernel> kernels = idle.values().stream().flatMap(Deque::stream).toList();
    idle.clear();
    OpenResources.closeAll(kernels, KernelPool::close);
  }

  /** Closes the idle kernels now, and the lent ones when they are returned. */
  synchronized void end() {
    ended = true;
    closeIdle();
  }

  /** Does not fail the task, which may belong to another run, or have done its work. */
  private static void close(Kernel kernel) {
    try {
      kernel.close();
    } catch (RuntimeException failure) {
      LOG.warn("A kernel could not be closed.", failure);
    }
  }
}

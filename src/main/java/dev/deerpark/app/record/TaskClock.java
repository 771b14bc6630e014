// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import dev.deerpark.spark.kernel.KernelClock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Knows when tasks ran anywhere, by the driver's clock, and so when the driver was alone; and what
 * their kernels counted.
 */
public final class TaskClock extends SparkListener {
  /** Spark tells of the end of tasks a little later. */
  private static final long EVENTS_MILLIS = 1000;

  /** From the start of each stretch in which tasks ran to its end, in milliseconds; apart. */
  private final TreeMap<Long, Long> busy = new TreeMap<>();

  /** Of all tasks so far. */
  private double kernelNanoseconds;

  private double deviceSteps;

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    ran(task.taskInfo().launchTime(), task.taskInfo().finishTime());
    walked(KernelClock.nanoseconds(task.taskInfo()), KernelClock.deviceSteps(task.taskInfo()));
  }

  /** A task ran. */
  synchronized void ran(long fromMillis, long toMillis) {
    long from = fromMillis;
    long to = Math.max(fromMillis, toMillis);
    Map.Entry<Long, Long> before = busy.floorEntry(to);
    while (before != null && before.getValue() >= from) {
      from = Math.min(from, before.getKey());
      to = Math.max(to, before.getValue());
      busy.remove(before.getKey());
      before = busy.floorEntry(to);
    }
    busy.put(from, to);
  }

  private synchronized void walked(double nanoseconds, double onDevices) {
    kernelNanoseconds += nanoseconds;
    deviceSteps += onDevices;
  }

  /** Waits a little for the events of tasks that have ended. */
  public static void awaitEvents(SparkContext context) {
    try {
      context.listenerBus().waitUntilEmpty(EVENTS_MILLIS);
    } catch (TimeoutException busy) {
      // what was not reported counts as time without tasks
    }
  }

  /** The evaluations of f that all tasks so far made on devices. */
  synchronized long deviceSteps() {
    return (long) deviceSteps;
  }

  /** The seconds that all tasks so far were in their kernels, from first launch to last result. */
  public synchronized double kernelSeconds() {
    return kernelNanoseconds / 1e9;
  }

  /** The seconds of a time in which no task ran. */
  public synchronized double driverOnlySeconds(long fromMillis, long toMillis) {
    long millis = toMillis - fromMillis;
    for (Map.Entry<Long, Long> stretch : busy.headMap(toMillis).entrySet()) {
      long within = Math.min(stretch.getValue(), toMillis) - Math.max(stretch.getKey(), fromMillis);
      millis -= Math.max(0, within);
    }
    return millis / 1e3;
  }
}

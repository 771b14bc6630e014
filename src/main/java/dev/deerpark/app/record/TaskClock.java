// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import dev.deerpark.spark.kernel.KernelClock;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Knows when tasks ran anywhere, by the driver's clock, and so when the driver was alone. */
public final class TaskClock extends SparkListener {

  /** From the start of each stretch in which tasks ran to its end, in milliseconds; apart. */
  private final TreeMap<Long, Long> busy = new TreeMap<>();

  /** Of all tasks so far. */
  private double kernelNanoseconds;

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    ran(task.taskInfo().launchTime(), task.taskInfo().finishTime());
    walked(KernelClock.nanoseconds(task.taskInfo()));
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

  private synchronized void walked(double nanoseconds) {
    kernelNanoseconds += nanoseconds;
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

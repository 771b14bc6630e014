// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Knows when tasks ran anywhere, by the driver's clock, and so when the driver was alone. */
public final class TaskClock extends SparkListener {

  /** From the start of each stretch in which tasks ran to its end, in milliseconds; apart. */
  private final TreeMap<Long, Long> busy = new TreeMap<>();

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    ran(task.taskInfo().launchTime(), task.taskInfo().finishTime());
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

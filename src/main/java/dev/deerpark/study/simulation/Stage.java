// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.simulation;

import java.util.PriorityQueue;
import java.util.Random;

/**
 * Plays the tasks of one stage, event by event. The driver sends one after the other, as cores
 * become free; a task runs, may be late, and may be lost with its executor; results come back one
 * after the other through the driver.
 */
final class Stage {
  private static final double HOUR = 3600;

  private final SimulatedCluster cluster;
  private final Random random;
  private int lost;
  private int late;
  private double busySeconds;

  Stage(SimulatedCluster cluster, Random random) {
    this.cluster = cluster;
    this.random = random;
  }

  /** Something that happens: a core becomes free, with the result of a task or without one. */
  private record Event(double seconds, int task, boolean done) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int order = Double.compare(seconds, other.seconds);
      return order != 0 ? order : Integer.compare(task, other.task);
    }
  }

  /**
   * Plays the stage.
   *
   * @param from when the driver begins
   * @param taskSeconds of each task, alone and on time
   * @return when the driver knows of each task's end
   */
  double[] play(double from, double[] taskSeconds) {
    double[] ends = new double[taskSeconds.length];
    PriorityQueue<Event> events = new PriorityQueue<>();
    PriorityQueue<Integer> waiting = new PriorityQueue<>();
    for (int task = 0; task < taskSeconds.length; task++) {
      waiting.add(task);
    }
    int free = cluster.cores();
    double driver = from + cluster.beginSeconds();
    while (!waiting.isEmpty() || !events.isEmpty()) {
      while (free > 0 && !waiting.isEmpty()) {
        driver += cluster.dispatchSeconds();
        events.add(run(waiting.remove(), driver + cluster.latencySeconds(), taskSeconds));
        free--;
      }
      Event next = events.remove();
      // a result waits where the driver is still busy with those before it
      driver = Math.max(driver, next.seconds()) + (next.done() ? cluster.dispatchSeconds() : 0);
      free++;
      if (next.done()) {
        ends[next.task()] = driver;
      } else {
        waiting.add(next.task());
      }
    }
    return ends;
  }

  /** A task that starts on a core: it ends, or its executor is lost and comes back. */
  private Event run(int task, double start, double[] taskSeconds) {
    double seconds = taskSeconds[task] * Math.exp(cluster.spread() * random.nextGaussian());
    if (random.nextDouble() < cluster.stragglers()) {
      seconds *= cluster.lateness();
      late++;
    }
    double untilLoss = -Math.log(1 - random.nextDouble()) * HOUR / cluster.lossesPerCoreHour();
    if (untilLoss < seconds) {
      lost++;
      busySeconds += untilLoss;
      return new Event(start + untilLoss + cluster.restartSeconds(), task, false);
    }
    busySeconds += seconds;
    return new Event(start + seconds + cluster.latencySeconds(), task, true);
  }

  /** Executors that were lost. */
  int lost() {
    return lost;
  }

  /** Tasks that were late. */
  int late() {
    return late;
  }

  /** Core-seconds in which tasks ran. */
  double busySeconds() {
    return busySeconds;
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.anatomy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Takes a span of an application's time apart, from its jobs.
 *
 * <p>A task's time from launch to result is split as Spark's UI splits it: deserialising, running,
 * serialising, and the rest, which is scheduling. Its running is split into the kernel's walks,
 * which Deerpark counts, garbage collection, shuffle, and the rest, which is the local scan or, in
 * a stage of the tree, the tree. Spark counts the collections of a whole executor in each of its
 * tasks, so a task's are bounded by its run, and taken from its walks and its rest in proportion.
 * What cores could have run beside the tasks while a job ran is idle; time without a job is the
 * driver's.
 */
public final class Anatomy {
  private static final double MILLIS = 1000;

  private Anatomy() {}

  /**
   * The phases of a span of time, in order. Their seconds add up to the span.
   *
   * @param jobs of one application; those that start outside the span are left out
   * @param fromMillis since 1970
   * @param toMillis since 1970
   * @param cores that could run tasks
   */
  public static List<PhaseSpan> phases(
      List<JobSpan> jobs, long fromMillis, long toMillis, int cores) {
    List<JobSpan> within =
        jobs.stream()
            .filter(job -> job.startMillis() >= fromMillis && job.startMillis() <= toMillis)
            .sorted(Comparator.comparingLong(JobSpan::startMillis))
            .toList();
    List<PhaseSpan> phases = new ArrayList<>();
    long at = fromMillis;
    for (int first = 0, next; first < within.size(); first = next) {
      Phase phase = Phase.of(within.get(first));
      next = first + 1;
      while (next < within.size() && Phase.of(within.get(next)).equals(phase)) {
        next++;
      }
      List<JobSpan> together = within.subList(first, next);
      long last = together.stream().mapToLong(JobSpan::endMillis).max().orElse(at);
      // what the driver does after the last job belongs to it
      long end = next == within.size() ? toMillis : Math.min(Math.max(last, at), toMillis);
      phases.add(span(phase, together, at, end, cores));
      at = end;
    }
    return phases;
  }

  private static PhaseSpan span(Phase phase, List<JobSpan> jobs, long from, long to, int cores) {
    double running = 0;
    long at = from;
    for (JobSpan job : jobs) {
      long end = Math.min(job.endMillis(), to);
      running += Math.max(0, end - Math.max(at, job.startMillis()));
      at = Math.max(at, end);
    }
    double seconds = (to - from) / MILLIS;
    double driver = seconds - running / MILLIS;
    CoreSeconds tasks = CoreSeconds.NONE;
    for (JobSpan job : jobs) {
      for (StageSpan stage : job.stages()) {
        for (TaskSpan task : stage.tasks()) {
          tasks = tasks.plus(of(task, stage.ofTree()));
        }
      }
    }
    double idle = Math.max(0, cores * running / MILLIS - tasks.whole());
    CoreSeconds around = new CoreSeconds(0, 0, 0, 0, 0, 0, 0, 0, idle, cores * driver);
    return new PhaseSpan(phase, seconds, tasks.plus(around), Traffic.of(jobs, driver));
  }

  /** The parts of one task, which add up to its time. */
  static CoreSeconds of(TaskSpan task, boolean ofTree) {
    double duration = task.durationMillis();
    // Spark counts a run in whole milliseconds, and a kernel's walks may take less than one
    double run = Math.min(Math.max(task.runMillis(), task.kernelMillis()), duration);
    double deserialising = Math.min(task.deserialisingMillis(), duration - run);
    double serialising = Math.min(task.serialisingMillis(), duration - run - deserialising);
    double scheduling = duration - run - deserialising - serialising;
    double collecting = Math.min(task.collectingMillis(), run);
    double shuffling = Math.min(task.shufflingMillis(), run - collecting);
    double computing = run - collecting - shuffling;
    double kernel = Math.min(task.kernelMillis(), run) * (run == 0 ? 0 : computing / run);
    double rest = computing - kernel;
    return new CoreSeconds(
        kernel / MILLIS,
        ofTree ? 0 : rest / MILLIS,
        ofTree ? rest / MILLIS : 0,
        collecting / MILLIS,
        deserialising / MILLIS,
        serialising / MILLIS,
        shuffling / MILLIS,
        scheduling / MILLIS,
        0,
        0);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * Kills executors of a cluster whose executors are processes of this machine's: one as soon as a
 * task of a certain job and stage begins on it, and no more than a number of them, or one in each
 * such job.
 */
final class ExecutorLosses extends SparkListener {
  private final Pattern jobs;
  private final boolean later;
  private final int most;
  private final boolean oneInEach;

  /** The jobs' descriptions, by their stages. */
  private final Map<Integer, String> matching = new HashMap<>();

  private final Set<String> met = new HashSet<>();
  private final List<String> killed = new ArrayList<>();

  private ExecutorLosses(String jobs, boolean later, int most, boolean oneInEach) {
    this.jobs = Pattern.compile(jobs);
    this.later = later;
    this.most = most;
    this.oneInEach = oneInEach;
  }

  /**
   * Kills executors.
   *
   * @param jobs a regular expression that the job's description contains
   * @param later whether in a stage after the job's first, rather than in that
   * @param most how many are killed, one after the other
   */
  static ExecutorLosses in(String jobs, boolean later, int most) {
    return new ExecutorLosses(jobs, later, most, false);
  }

  /** Kills one executor in each job whose description contains this, a regular expression. */
  static ExecutorLosses inEach(String jobs) {
    return new ExecutorLosses(jobs, false, Integer.MAX_VALUE, true);
  }

  /** The executors that were killed. */
  synchronized List<String> killed() {
    return List.copyOf(killed);
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart job) {
    String description = job.properties().getProperty("spark.job.description", "");
    if (jobs.matcher(description).find()) {
      List<Integer> stages = new ArrayList<>();
      job.stageIds().foreach(stage -> stages.add((Integer) stage));
      int first = stages.stream().mapToInt(Integer::intValue).min().orElseThrow();
      stages.stream()
          .filter(stage -> !later || stage > first)
          .forEach(stage -> matching.put(stage, description));
    }
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart task) {
    String job = matching.get(task.stageId());
    if (job == null || killed.size() >= most || oneInEach && met.contains(job)) {
      return;
    }
    String executor = task.taskInfo().executorId();
    if (!killed.contains(executor) && kill(executor)) {
      killed.add(executor);
      met.add(job);
    }
  }

  private static boolean kill(String executor) {
    String sign = "--executor-id\0" + executor + "\0";
    return ProcessHandle.current()
        .descendants()
        .filter(process -> commandLine(process).contains(sign))
        .map(ProcessHandle::destroyForcibly)
        .reduce(false, Boolean::logicalOr);
  }

  /** In whole: {@link ProcessHandle#info} cuts long ones. */
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
    } catch (IOException ended) {
      return "";
    }
  }
}

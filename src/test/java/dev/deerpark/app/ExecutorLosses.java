// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * Kills executors of a cluster whose executors are processes of this machine's: one as soon as a
 * task of a certain job and stage begins on it, and no more than a number of them.
 */
final class ExecutorLosses extends SparkListener {
  private final Pattern jobs;
  private final boolean later;
  private final int most;
  private final Map<Integer, Boolean> matching = new HashMap<>();
  private final List<String> killed = new ArrayList<>();

  private ExecutorLosses(String jobs, boolean later, int most) {
    this.jobs = Pattern.compile(jobs);
    this.later = later;
    this.most = most;
  }

  /**
   * Kills executors.
   *
   * @param jobs a regular expression that the job's description contains
   * @param later whether in a stage after the job's first, rather than in that
   * @param most how many are killed, one after the other
   */
  static ExecutorLosses in(String jobs, boolean later, int most) {
    return new ExecutorLosses(jobs, later, most);
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
      stages.forEach(stage -> matching.put(stage, !later || stage > first));
    }
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart task) {
    if (!matching.getOrDefault(task.stageId(), false)) {
      return;
    }
    String executor = task.taskInfo().executorId();
    if (killed.size() < most && !killed.contains(executor) && kill(executor)) {
      killed.add(executor);
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

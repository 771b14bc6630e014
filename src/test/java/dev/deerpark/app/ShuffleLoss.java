// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.FetchFailed;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Deletes what the first task of a job has left for the tasks of a later stage, while another of
 * its own stage is held.
 */
final class ShuffleLoss extends SparkListener {
  private final String job;
  private final Path blocks;
  private final Runnable release;
  private final Set<Integer> stages = new HashSet<>();
  private boolean deleted;
  private int failedFetches;

  /**
   * @param job what the job's description contains
   * @param blocks the folder of all executors' blocks
   * @param release lets the task that is held go on
   */
  ShuffleLoss(String job, Path blocks, Runnable release) {
    this.release = release;
    this.job = job;
    this.blocks = blocks;
  }

  /** The tasks that found nothing to fetch. */
  synchronized int failedFetches() {
    return failedFetches;
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart start) {
    if (start.properties().getProperty("spark.job.description", "").contains(job)) {
      start.stageIds().foreach(stage -> stages.add((Integer) stage));
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    if (task.reason() instanceof FetchFailed) {
      failedFetches++;
    }
    boolean leaves =
        stages.contains(task.stageId())
            && task.taskMetrics() != null
            && task.taskMetrics().shuffleWriteMetrics().recordsWritten() > 0;
    if (leaves && !deleted) {
      deleted = delete("shuffle_\\d+_" + task.taskInfo().taskId() + "_0\\.(data|index)");
      if (deleted) {
        release.run();
      }
    }
  }

  /** Passes over what vanishes on the way, since other tasks rename and delete their files. */
  private boolean delete(String names) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          blocks,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (file.getFileName().toString().matches(names)) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException vanished) {
              return FileVisitResult.CONTINUE;
            }
          });
      for (Path file : found) {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return !found.isEmpty();
  }
}

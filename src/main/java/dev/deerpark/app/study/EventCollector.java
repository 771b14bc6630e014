// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import dev.deerpark.spark.kernel.KernelClock;
import dev.deerpark.study.anatomy.JobSpan;
import dev.deerpark.study.anatomy.StageSpan;
import dev.deerpark.study.anatomy.TaskSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerApplicationStart;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;
import org.apache.spark.scheduler.TaskInfo;
import org.apache.spark.storage.RDDInfo;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Collects the jobs of an application from Spark's events, while it runs or from its event log. The
 * listener bus writes on a thread of its own.
 */
final class EventCollector extends SparkListener {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final String TREE = "scan level";
  private static final String ITERATE = "iterate";

  private final Map<Integer, Job> jobs = new LinkedHashMap<>();
  private final Map<Integer, Stage> stages = new LinkedHashMap<>();
  private String application = "";
  private long startMillis;
  private long endMillis;
  private int cores;

  private static final class Job {
    private final int id;
    private final String group;
    private final String description;
    private final long startMillis;
    private final List<Integer> stageIds;
    private final List<Stage> stages = new ArrayList<>();
    private long endMillis;

    Job(SparkListenerJobStart event) {
      Properties properties = Objects.requireNonNullElseGet(event.properties(), Properties::new);
      id = event.jobId();
      group = properties.getProperty("spark.jobGroup.id", "");
      description = properties.getProperty("spark.job.description", "");
      startMillis = event.time();
      endMillis = event.time();
      stageIds =
          CollectionConverters.asJava(event.stageInfos()).stream().map(StageInfo::stageId).toList();
    }

    JobSpan span() {
      List<StageSpan> spans = stages.stream().map(Stage::span).toList();
      return new JobSpan(id, group, description, startMillis, endMillis, spans);
    }
  }

  private static final class Stage {
    private final int id;
    private final boolean ofTree;
    private final List<TaskSpan> tasks = new ArrayList<>();

    Stage(StageInfo info) {
      id = info.stageId();
      List<String> names =
          CollectionConverters.asJava(info.rddInfos()).stream().map(RDDInfo::name).toList();
      ofTree =
          names.stream().anyMatch(name -> name.startsWith(TREE))
              && names.stream().noneMatch(name -> name.startsWith(ITERATE));
    }

    StageSpan span() {
      return new StageSpan(id, ofTree, tasks);
    }
  }

  @Override
  public synchronized void onApplicationStart(SparkListenerApplicationStart event) {
    application = event.appId().isDefined() ? event.appId().get() : event.appName();
    startMillis = event.time();
  }

  @Override
  public synchronized void onApplicationEnd(SparkListenerApplicationEnd event) {
    endMillis = event.time();
  }

  @Override
  public synchronized void onExecutorAdded(SparkListenerExecutorAdded event) {
    cores += event.executorInfo().totalCores();
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart event) {
    jobs.put(event.jobId(), new Job(event));
    endMillis = Math.max(endMillis, event.time());
  }

  @Override
  public synchronized void onJobEnd(SparkListenerJobEnd event) {
    Optional.ofNullable(jobs.get(event.jobId())).ifPresent(job -> job.endMillis = event.time());
    endMillis = Math.max(endMillis, event.time());
  }

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted event) {
    Stage stage = new Stage(event.stageInfo());
    stages.put(stage.id, stage);
    // a stage that several jobs name runs for the first of them that has not ended: the latest
    List<Job> naming =
        jobs.values().stream().filter(job -> job.stageIds.contains(stage.id)).toList();
    if (!naming.isEmpty()) {
      naming.get(naming.size() - 1).stages.add(stage);
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    Stage stage = stages.get(event.stageId());
    if (stage != null) {
      stage.tasks.add(span(event.taskInfo(), event.taskMetrics()));
    }
  }

  private static TaskSpan span(TaskInfo task, TaskMetrics metrics) {
    boolean succeeded = task.successful();
    if (metrics == null) {
      return new TaskSpan(task.launchTime(), task.finishTime(), 0, 0, 0, 0, 0, 0, 0, 0, succeeded);
    }
    double fetching =
        task.gettingResultTime() > 0 ? task.finishTime() - task.gettingResultTime() : 0;
    return new TaskSpan(
        task.launchTime(),
        task.finishTime(),
        metrics.executorDeserializeTime(),
        metrics.executorRunTime(),
        KernelClock.nanoseconds(task) / NANOS_PER_MILLI,
        metrics.jvmGCTime(),
        metrics.shuffleReadMetrics().fetchWaitTime()
            + metrics.shuffleWriteMetrics().writeTime() / NANOS_PER_MILLI,
        metrics.resultSerializationTime() + fetching,
        metrics.resultSize(),
        metrics.shuffleReadMetrics().totalBytesRead()
            + metrics.shuffleWriteMetrics().bytesWritten(),
        succeeded);
  }

  /** The jobs so far, in the order in which they began. */
  synchronized List<JobSpan> jobs() {
    return jobs.values().stream().map(Job::span).toList();
  }

  /** Forgets all jobs, none of which may be running. */
  synchronized void clear() {
    jobs.clear();
    stages.clear();
  }

  /** The id of the application; empty before it began. */
  synchronized String application() {
    return application;
  }

  synchronized long startMillis() {
    return startMillis;
  }

  /** The end of the application, or of its last job where it has not ended. */
  synchronized long endMillis() {
    return endMillis;
  }

  /** Cores of all executors that were added. */
  synchronized int cores() {
    return cores;
  }
}

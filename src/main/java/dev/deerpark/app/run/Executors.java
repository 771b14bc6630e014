// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.app.console.Console;
import dev.deerpark.base.BadInputException;
import dev.deerpark.plan.Cluster;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.status.api.v1.ExecutorSummary;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The executors of an application. A layout follows from their number, so those that were asked for
 * are waited for: a plan made while some are still joining would be another one.
 */
public final class Executors {

  private static final long LOOK_EVERY_MILLIS = 100;

  /** What Spark calls the driver where it lists it among the executors. */
  private static final String DRIVER = "driver";

  /** Executors of a cluster start at about the same time: none has come for a second. */
  private static final int LOOKS_WITHOUT_CHANGE = 10;

  private final JavaSparkContext context;
  private final Console console;

  /**
   * @param console shows every wait
   */
  public Executors(JavaSparkContext context, Console console) {
    this.context = context;
    this.console = console;
  }

  /**
   * The cluster, once all that was asked for has registered or the time for it is over. Where a
   * number was not asked for, it is the executors that come by themselves.
   *
   * @param gpus of an executor that were asked for
   * @throws BadInputException where no executor has registered in time: Spark would wait without
   *     end, and nothing can be planned for a cluster without memory
   */
  public Cluster await(OptionalInt gpus) {
    Optional<ExecutorTarget> target = ExecutorTarget.of(context.getConf());
    String awaited = target.map(this::await).orElse("");
    if (!context.isLocal() && executors() == 0) {
      awaitAny();
    }
    if (executors() == 0) {
      throw new BadInputException(none(gpus));
    }
    return new Cluster(executors(), context.defaultParallelism(), storageBytes(), awaited);
  }

  /** Waits until executors have registered, and no more of them have for a moment. */
  private void awaitAny() {
    long waitMillis = ExecutorTarget.waitMillis(context.getConf());
    console.line(
        String.format(Locale.ROOT, "Waiting for executors, at most %.0f s", waitMillis / 1000.0));
    // where they are allocated as they are needed, none comes without work
    JavaFutureAction<Long> work = context.parallelize(List.of(0), 1).countAsync();
    long end = System.nanoTime() + 1_000_000 * waitMillis;
    int seen = 0;
    int looks = 0;
    while (looks < LOOKS_WITHOUT_CHANGE && System.nanoTime() < end) {
      sleep();
      looks = seen > 0 && executors() == seen ? looks + 1 : 0;
      seen = executors();
    }
    work.cancel(true);
  }

  /** Why there is no cluster to plan for. */
  private String none(OptionalInt gpus) {
    double seconds = ExecutorTarget.waitMillis(context.getConf()) / 1000.0;
    String message =
        gpus.isPresent()
            ? String.format(
                Locale.ROOT,
                "--gpus %d: no executor has registered within %.0f s. Standalone workers offer GPUs"
                    + " by spark.worker.resource.gpu.amount and .discoveryScript of their own;"
                    + " elsewhere spark.executor.resource.gpu.discoveryScript has to find %d on each"
                    + " machine: see the executors' logs.",
                gpus.getAsInt(),
                seconds,
                gpus.getAsInt())
            : String.format(
                Locale.ROOT,
                "No executor has registered within %.0f s. The cluster's page shows whether its"
                    + " workers have the memory and cores that an executor asks for"
                    + " (--executor-memory, --executor-cores), or whether they are taken; executors"
                    + " that end at once need a JDK of version 17 or later with the module"
                    + " jdk.incubator.vector.",
                seconds);
    return message + " " + ExecutorTarget.WAITING_TIME + " waits longer.";
  }

  private String await(ExecutorTarget target) {
    if (registered(target) < target.needed()) {
      console.line(
          String.format(
              Locale.ROOT, "Waiting for %s, at most %.0f s", target, target.waitMillis() / 1000.0));
    }
    long end = System.nanoTime() + 1_000_000 * target.waitMillis();
    while (registered(target) < target.needed() && System.nanoTime() < end) {
      sleep();
    }
    int registered = registered(target);
    if (registered > 0 && registered < target.needed()) {
      console.warning(
          String.format(
              Locale.ROOT,
              "Only %d of %s have registered. The plan is made for those; with all of them it may be"
                  + " another one.",
              registered,
              target));
    }
    return registered + " of " + target;
  }

  private int registered(ExecutorTarget target) {
    return switch (target.unit()) {
      case EXECUTORS -> executors();
      case CORES -> Math.min(cores(), target.count());
    };
  }

  /** Cores that have registered: Spark's parallelism is two even where there is one or none. */
  private int cores() {
    return CollectionConverters.asJava(context.sc().statusStore().executorList(true)).stream()
        .filter(executor -> context.isLocal() || !executor.id().equals(DRIVER))
        .mapToInt(ExecutorSummary::totalCores)
        .sum();
  }

  private static void sleep() {
    try {
      Thread.sleep(LOOK_EVERY_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while executors registered", interrupted);
    }
  }

  /** How many have registered; the driver is listed with them, and is one where it is alone. */
  private int executors() {
    int listed = context.sc().getExecutorMemoryStatus().size();
    return context.isLocal() ? 1 : listed - 1;
  }

  /** What all executors together have for what Spark keeps for us. */
  private long storageBytes() {
    long all =
        CollectionConverters.asJava(context.sc().getExecutorMemoryStatus()).values().stream()
            .mapToLong(Executors::maximum)
            .sum();
    return context.isLocal()
        ? all
        : Math.max(0, all - SparkEnv.get().memoryManager().maxOnHeapStorageMemory());
  }

  private static long maximum(Tuple2<Object, Object> memory) {
    return (long) memory._1();
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.app.console.Console;
import dev.deerpark.base.BadInputException;
import dev.deerpark.plan.Cluster;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The executors of an application. A layout follows from their number, so those that were asked for
 * are waited for: a plan made while some are still joining would be another one.
 */
final class Executors {

  private static final long LOOK_EVERY_MILLIS = 100;

  private final JavaSparkContext context;
  private final Console console;

  /**
   * @param console is told of every wait
   */
  Executors(JavaSparkContext context, Console console) {
    this.context = context;
    this.console = console;
  }

  /**
   * The cluster, once all that was asked for has registered or the time for it is over.
   *
   * @param gpus of an executor that were asked for
   * @throws BadInputException where they were, and no executor has registered in time
   */
  Cluster await(OptionalInt gpus) {
    Optional<ExecutorTarget> target = ExecutorTarget.of(context.getConf());
    String awaited = target.map(this::await).orElse("");
    gpus.ifPresent(this::requireGpus);
    return new Cluster(executors(), context.defaultParallelism(), storageBytes(), awaited);
  }

  /**
   * Waits for an executor, as all have the GPUs that were asked for: where a cluster has none to
   * give, none ever registers, and Spark waits without end.
   */
  private void requireGpus(int gpus) {
    long waitMillis = ExecutorTarget.waitMillis(context.getConf());
    long end = System.nanoTime() + 1_000_000 * waitMillis;
    while (executors() == 0 && System.nanoTime() < end) {
      sleep();
    }
    if (executors() == 0) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "--gpus %d: no executor has registered within %.0f s. Standalone workers offer GPUs by"
                  + " spark.worker.resource.gpu.amount and .discoveryScript of their own; elsewhere"
                  + " spark.executor.resource.gpu.discoveryScript has to find %d on each machine: see"
                  + " the executors' logs. %s waits longer.",
              gpus,
              waitMillis / 1000.0,
              gpus,
              ExecutorTarget.WAITING_TIME));
    }
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
    if (registered < target.needed()) {
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
      // Spark counts no fewer than two where none have registered
      case CORES -> executors() == 0 ? 0 : context.defaultParallelism();
    };
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

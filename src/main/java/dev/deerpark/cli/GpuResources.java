// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import dev.deerpark.base.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What Spark has to know so that executors have GPUs and their tasks are given them. */
final class GpuResources {
  static final String EXECUTOR_AMOUNT = "spark.executor.resource.gpu.amount";
  static final String TASK_AMOUNT = "spark.task.resource.gpu.amount";
  private static final String SCRIPT = "spark.executor.resource.gpu.discoveryScript";
  private static final String VENDOR = "spark.executor.resource.gpu.vendor";
  private static final String YARN_FILES = "spark.yarn.dist.files";
  private static final String SCRIPT_NAME = "gpu-discovery.sh";

  /** Spark refuses amounts below this. */
  private static final double SMALLEST = 1e-4;

  private GpuResources() {}

  /** Whether all of Spark is in one process, where it gives tasks no resources. */
  static boolean isLocal(String master) {
    return master.isEmpty() || master.equals("local") || master.startsWith("local[");
  }

  /**
   * The words for spark-submit that a configuration lacks.
   *
   * @param gpus of each executor
   * @param scripts the folder of gpu-discovery.sh
   * @throws BadInputException where the configuration says otherwise, or Kubernetes needs more
   */
  static String[] words(int gpus, Map<String, String> configuration, Path scripts) {
    String amount = configuration.getOrDefault(EXECUTOR_AMOUNT, String.valueOf(gpus)).strip();
    if (!amount.equals(String.valueOf(gpus))) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "--gpus is %d, but %s is %s: leave one of them out.",
              gpus,
              EXECUTOR_AMOUNT,
              amount));
    }
    List<String> words = new ArrayList<>();
    add(words, configuration, EXECUTOR_AMOUNT, amount);
    add(words, configuration, TASK_AMOUNT, ofTask(gpus, configuration));
    if (!configuration.containsKey(SCRIPT)) {
      addScript(words, configuration, scripts.resolve(SCRIPT_NAME).toString());
    }
    return words.toArray(String[]::new);
  }

  /** As small a part of a GPU as lets a task run on every core; a device is shared by processes. */
  private static String ofTask(int gpus, Map<String, String> configuration) {
    int cores = 1;
    try {
      cores = Integer.parseInt(configuration.getOrDefault("spark.executor.cores", "1").strip());
    } catch (NumberFormatException notWhole) {
      // Spark refuses it with a message of its own.
    }
    int sharing = Math.max(1, (cores + gpus - 1) / gpus);
    double part = Math.max(SMALLEST, Math.floor(1 / SMALLEST / sharing) * SMALLEST);
    return sharing == 1 ? "1" : String.format(Locale.ROOT, "%.4f", part);
  }

  private static void addScript(
      List<String> words, Map<String, String> configuration, String script) {
    String master = configuration.getOrDefault("spark.master", "");
    if (master.startsWith("k8s:")) {
      throw new BadInputException(
          "--gpus on Kubernetes: put submit/"
              + SCRIPT_NAME
              + " into the executors' image, and give its place there as "
              + SCRIPT
              + ", and "
              + VENDOR
              + ", for example nvidia.com.");
    }
    if (master.startsWith("yarn")) {
      String files = configuration.getOrDefault(YARN_FILES, "");
      words.addAll(
          List.of("--conf", YARN_FILES + "=" + (files.isEmpty() ? "" : files + ",") + script));
      add(words, configuration, SCRIPT, "./" + SCRIPT_NAME);
    } else {
      add(words, configuration, SCRIPT, script);
    }
  }

  private static void add(
      List<String> words, Map<String, String> configuration, String key, String value) {
    if (!configuration.containsKey(key)) {
      words.addAll(List.of("--conf", key + "=" + value));
    }
  }
}

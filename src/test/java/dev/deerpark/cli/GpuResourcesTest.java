// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuResourcesTest {
  private static final String SCRIPT = "spark.executor.resource.gpu.discoveryScript";

  private static String words(int gpus, Map<String, String> configuration) {
    return String.join(" ", GpuResources.words(gpus, configuration, Path.of("/d/submit")));
  }

  @Test
  void executorsAndTasksAreGivenGpusThatTheScriptFinds() {
    assertThat(words(2, Map.of("spark.master", "spark://h:7077")))
        .isEqualTo(
            "--conf spark.executor.resource.gpu.amount=2 --conf spark.task.resource.gpu.amount=1"
                + " --conf "
                + SCRIPT
                + "=/d/submit/gpu-discovery.sh");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "4, 4, 1",
    "1, 4, 0.2500",
    "1, 3, 0.3333",
    "2, 3, 0.5000",
    "3, 64, 0.0454"
  })
  void everyCoreOfAnExecutorHasATask(int gpus, int cores, String amount) {
    Map<String, String> configuration = Map.of("spark.executor.cores", String.valueOf(cores));
    assertThat(words(gpus, configuration)).contains("spark.task.resource.gpu.amount=" + amount);
    double part = Double.parseDouble(amount);
    assertThat(gpus * Math.floor(1 / part)).as("tasks at once").isGreaterThanOrEqualTo(cores);
  }

  @Test
  void yarnSendsTheScriptAlong() {
    Map<String, String> configuration = new HashMap<>(Map.of("spark.master", "yarn"));
    assertThat(words(1, configuration))
        .contains(
            "spark.yarn.dist.files=/d/submit/gpu-discovery.sh", SCRIPT + "=./gpu-discovery.sh");
    configuration.put("spark.yarn.dist.files", "a");
    assertThat(words(1, configuration)).contains("=a,/d/submit/gpu-discovery.sh");
  }

  @Test
  void whatTheUserSetStays() {
    Map<String, String> configuration = new HashMap<>();
    configuration.put("spark.executor.resource.gpu.amount", "2");
    configuration.put("spark.task.resource.gpu.amount", "0.1");
    configuration.put(SCRIPT, "/mine");
    assertThat(words(2, configuration)).isEmpty();
    assertThatThrownBy(() -> words(1, configuration))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--gpus is 1", "spark.executor.resource.gpu.amount is 2");
  }

  @Test
  void kubernetesNeedsTheScriptInItsImage() {
    assertThatThrownBy(() -> words(1, Map.of("spark.master", "k8s://https://h")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("Kubernetes", SCRIPT, "spark.executor.resource.gpu.vendor");
  }

  @Test
  void localSparkIsToldFromClusters() {
    assertThat(GpuResources.isLocal("local[*]")).isTrue();
    assertThat(GpuResources.isLocal("local")).isTrue();
    assertThat(GpuResources.isLocal("")).as("spark-submit's own default").isTrue();
    assertThat(GpuResources.isLocal("local-cluster[2,1,1024]")).isFalse();
    assertThat(GpuResources.isLocal("yarn")).isFalse();
  }
}

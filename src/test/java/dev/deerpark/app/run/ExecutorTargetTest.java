// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.app.run.ExecutorTarget.Unit;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which executors are waited for. */
class ExecutorTargetTest {

  private static SparkConf conf(String master, String settings) {
    SparkConf conf = new SparkConf(false).setMaster(master);
    for (String setting : settings.split(" ")) {
      String[] parts = setting.split("=");
      conf.set("spark." + parts[0], parts[1]);
    }
    return conf;
  }

  @ParameterizedTest
  @CsvSource({
    "'local-cluster[3,2,1024]', executor.memory=1g, EXECUTORS, 3",
    "spark://host:7077, executor.instances=4, EXECUTORS, 4",
    "spark://host:7077, cores.max=12, CORES, 12",
    "yarn, executor.memory=1g, EXECUTORS, 2",
    "k8s://https://host, executor.instances=5, EXECUTORS, 5",
    "yarn, dynamicAllocation.enabled=true dynamicAllocation.minExecutors=3, EXECUTORS, 3",
  })
  void whatIsAskedForIsWaitedFor(String master, String settings, Unit unit, int count) {
    ExecutorTarget target = ExecutorTarget.of(conf(master, settings)).orElseThrow();

    assertThat(target.unit()).isEqualTo(unit);
    assertThat(target.count()).isEqualTo(count);
    assertThat(target.needed()).as("all, where no ratio is given").isEqualTo(count);
    assertThat(target.waitMillis()).isEqualTo(30_000);
  }

  @ParameterizedTest
  @CsvSource({
    "'local[4]', executor.instances=4",
    "local, cores.max=4",
    "spark://host:7077, executor.memory=1g",
    "spark://host:7077, cores.max=4 default.parallelism=8",
    "yarn, dynamicAllocation.enabled=true",
  })
  void whereNothingIsAskedForNothingIsWaitedFor(String master, String settings) {
    assertThat(ExecutorTarget.of(conf(master, settings))).isEmpty();
  }

  @Test
  void sparksOwnSettingsSayHowManyAreEnoughAndForHowLong() {
    String settings =
        "executor.instances=5 scheduler.minRegisteredResourcesRatio=0.5"
            + " scheduler.maxRegisteredResourcesWaitingTime=2min";
    ExecutorTarget target = ExecutorTarget.of(conf("spark://host:7077", settings)).orElseThrow();

    assertThat(target.needed()).isEqualTo(3);
    assertThat(target.waitMillis()).isEqualTo(120_000);
    assertThat(target.toString()).isEqualTo("5 executors (spark.executor.instances)");
    assertThat(ExecutorTarget.of(conf("spark://host:7077", "cores.max=1")).orElseThrow().toString())
        .isEqualTo("1 core (spark.cores.max)");
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.study.Workers;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

/** An application has the workers that a study asks for. */
class StudyApplicationsTest {

  private static StudyApplications on(String master, String... settings) {
    SparkConf conf = new SparkConf(false).setMaster(master);
    for (int i = 0; i < settings.length; i += 2) {
      conf.set(settings[i], settings[i + 1]);
    }
    return new StudyApplications(conf, false);
  }

  @Test
  void onThisMachineCoresAreThreadsAndExecutorsAreProcesses() {
    StudyApplications local = on("local[*]", "spark.executor.memory", "2g");
    assertThat(local.onThisMachine()).isTrue();
    assertThat(local.coresOfExecutor()).isEqualTo(1);
    assertThat(local.of(Workers.ofOneProcess(4)).get("spark.master")).isEqualTo("local[4]");
    assertThat(local.of(new Workers(2, 2, true)).get("spark.master"))
        .isEqualTo("local-cluster[2,1,2048]");
  }

  @Test
  void aClusterIsAskedForExactlySoMany() {
    StudyApplications cluster = on("spark://host:7077", "spark.executor.cores", "4");
    assertThat(cluster.onThisMachine()).isFalse();
    SparkConf conf = cluster.of(new Workers(3, 12, true));
    assertThat(conf.get("spark.master")).isEqualTo("spark://host:7077");
    assertThat(conf.get("spark.executor.instances")).isEqualTo("3");
    assertThat(conf.get("spark.executor.cores")).isEqualTo("4");
    assertThat(conf.get("spark.cores.max")).isEqualTo("12");
    assertThat(conf.get("spark.dynamicAllocation.enabled")).isEqualTo("false");
  }

  @Test
  void aDriverInsideYarnHasOneApplication() {
    assertThat(on("yarn", "spark.submit.deployMode", "cluster").startAgain()).isFalse();
    assertThat(on("yarn", "spark.submit.deployMode", "client").startAgain()).isTrue();
    assertThat(on("yarn").startAgain()).isTrue();
    assertThat(on("spark://host:7077", "spark.submit.deployMode", "cluster").startAgain()).isTrue();
  }

  @Test
  void oneApplicationDoesNotChangeTheNext() {
    StudyApplications local = on("local[*]");
    local.of(new Workers(2, 2, true));
    assertThat(local.of(Workers.ofOneProcess(1)).get("spark.master")).isEqualTo("local[1]");
    assertThat(local.conf().contains("spark.executor.cores")).isFalse();
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.app.TestRuns.Ended;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Spark UI says of every job of ours what it is for. */
class JobLabelsIT {
  @TempDir static Path folder;
  private static TestRuns runs;
  private static final List<Properties> JOBS = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() {
    runs = new TestRuns(folder);
    runs.session()
        .sparkContext()
        .addSparkListener(
            new SparkListener() {
              @Override
              public void onJobStart(SparkListenerJobStart job) {
                JOBS.add(job.properties());
              }
            });
  }

  @AfterEach
  void everyJobHasAGroupAndADescription() throws Exception {
    runs.session().sparkContext().listenerBus().waitUntilEmpty();
    assertThat(JOBS)
        .isNotEmpty()
        .allSatisfy(
            job -> {
              String site = job.getProperty("callSite.long");
              assertThat(job.getProperty("spark.jobGroup.id")).as(site).startsWith("deerpark ");
              assertThat(job.getProperty("spark.job.description")).as(site).isNotBlank();
            });
    JOBS.clear();
  }

  @AfterAll
  static void stop() {
    runs.close();
  }

  @Test
  void ofARunThatIsVerified() {
    runs.evaluate("--example", "ecg", "--verify", "full");
  }

  @Test
  void ofARunThatGoesOnFromAnEarlierOne() {
    Ended earlier = runs.evaluate("--example", "ecg", "--verify", "sample");
    runs.evaluate("--example", "ecg", "--guess", "warm:" + earlier.output());
  }

  @Test
  void ofShortSweepsAndATreeScan() {
    String words = "--example ecg --range 0:2000 --segment-length 50 --short-sweeps 1 --scan tree";
    runs.evaluate((words + " --method deer").split(" "));
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.storage.RDDInfo;
import scala.jdk.javaapi.CollectionConverters;

/** Hears how jobs are labelled, and what kept data is called. */
public final class LabelListener extends SparkListener {
  private final List<Properties> jobs = new ArrayList<>();
  private final Set<String> kept = new TreeSet<>();

  @Override
  public synchronized void onJobStart(SparkListenerJobStart job) {
    jobs.add(job.properties());
  }

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted stage) {
    for (RDDInfo rdd : CollectionConverters.asJava(stage.stageInfo().rddInfos())) {
      if (rdd.storageLevel().isValid()) {
        kept.add(rdd.name());
      }
    }
  }

  /** All jobs so far are ours by their labels, and all data by its name; forgets them. */
  public synchronized void requireAll() {
    assertThat(jobs)
        .isNotEmpty()
        .allSatisfy(
            job -> {
              String site = job.getProperty("callSite.long");
              assertThat(job.getProperty("spark.jobGroup.id")).as(site).startsWith("deerpark ");
              assertThat(job.getProperty("spark.job.description")).as(site).isNotBlank();
            });
    // without a name Spark shows that of a class
    assertThat(kept).allSatisfy(name -> assertThat(name).doesNotContain("RDD"));
    jobs.clear();
    kept.clear();
  }
}

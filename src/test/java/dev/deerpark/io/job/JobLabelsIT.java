// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSession.class)
class JobLabelsIT {
  private static final List<String> PROPERTIES =
      List.of("spark.jobGroup.id", "spark.job.description", "callSite.short", "callSite.long");

  private final SparkContext context = TestSession.local().sparkContext();
  private final JobLabels labels = new JobLabels(context);

  @Test
  void jobsAndRddsOfAnActionCarryItsDescription() {
    List<String> inside = labels.label("sweep 3", "iteration 3: fold", this::properties);
    assertThat(inside)
        .containsExactly("sweep 3", "iteration 3: fold", "iteration 3: fold", "iteration 3: fold");
    JavaRDD<Integer> made =
        labels.label(
            "sweep 3",
            "iteration 3: fold",
            () -> JavaSparkContext.fromSparkContext(context).parallelize(List.of(1), 1));
    assertThat(made.toDebugString()).contains("at iteration 3: fold");
  }

  @Test
  void whatWasSetBeforeIsSetAgainAlsoAfterAFailure() {
    List<String> before = properties();
    labels.label(
        "outer",
        "around",
        () -> {
          List<String> outer = properties();
          assertThatThrownBy(
                  () ->
                      labels.label(
                          "inner",
                          "within",
                          () -> {
                            throw new IllegalStateException("no disk");
                          }))
              .hasMessage("no disk");
          assertThat(properties()).isEqualTo(outer);
        });
    assertThat(properties()).isEqualTo(before);
  }

  private List<String> properties() {
    return PROPERTIES.stream().map(this::value).toList();
  }

  private String value(String name) {
    String value = context.getLocalProperty(name);
    return value == null ? "none" : value;
  }
}

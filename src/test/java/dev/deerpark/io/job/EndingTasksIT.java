// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSession.class)
class EndingTasksIT {
  private static final AtomicInteger ENDED = new AtomicInteger();

  @Test
  void theTasksOfAFailedJobAreWaitedForButNotForEver() {
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(TestSession.local().sparkContext());
    assertThatThrownBy(
            () ->
                RddOperations.mapPartitionsWithIndex(
                        context.parallelize(List.of(0, 1), 2), EndingTasksIT::failOrGoOn)
                    .collect())
        .hasStackTraceContaining("the first task");

    EndingTasks.await(context.sc(), Duration.ofMillis(100));
    assertThat(ENDED).hasValue(0);
    EndingTasks.await(context.sc(), Duration.ofMinutes(1));
    assertThat(ENDED).hasValue(1);
  }

  private static Iterator<Integer> failOrGoOn(int partition, Iterator<Integer> elements)
      throws InterruptedException {
    if (partition == 0) {
      Thread.sleep(300);
      throw new IllegalStateException("the first task");
    }
    Thread.sleep(2500);
    ENDED.incrementAndGet();
    return elements;
  }
}

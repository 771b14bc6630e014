// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.time;

import dev.deerpark.sequence.time.Timeline;
import java.io.Serializable;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * A timeline for tasks: sent with them where it is small, and else once to each executor. What was
 * sent is freed when nothing refers to it any more.
 */
public final class TravellingTimeline implements Supplier<Timeline>, Serializable {
  private static final long serialVersionUID = 1L;

  /** Runs of 16 bytes that may go with every task. */
  private static final int FEW_RUNS = 1000;

  /** What was broadcast, on the driver alone. */
  private final transient Timeline here;

  /** Null where it was broadcast. */
  private final Timeline small;

  private final Broadcast<Timeline> large;

  private TravellingTimeline(Timeline here, Timeline small, Broadcast<Timeline> large) {
    this.here = here;
    this.small = small;
    this.large = large;
  }

  /** A timeline that goes with the tasks. */
  public static TravellingTimeline withTasks(Timeline timeline) {
    return new TravellingTimeline(null, timeline, null);
  }

  /** A timeline for the tasks of a session. */
  public static TravellingTimeline of(SparkContext context, Timeline timeline) {
    return timeline.firstSteps().length <= FEW_RUNS
        ? withTasks(timeline)
        : new TravellingTimeline(
            timeline, null, JavaSparkContext.fromSparkContext(context).broadcast(timeline));
  }

  /** The timeline, on the driver and in tasks. */
  @Override
  public Timeline get() {
    if (small != null) {
      return small;
    }
    return here != null ? here : large.value();
  }
}

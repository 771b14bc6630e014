// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.piece;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.TaskCompletionListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A task holds one of its pieces at a time, and none once it has ended. */
@ExtendWith(SharedSession.class)
class PieceReadingIT {
  private static final List<List<Integer>> PIECES =
      List.of(List.of(1, 2, 3), List.of(), List.of(4), List.of(5, 6), List.of());

  /** What happened in the task of the test that is running. */
  private static final List<String> EVENTS = new ArrayList<>();

  /** Reads as Spark's own readers do, which ask for the context of their task. */
  private static Iterator<Integer> rows(List<Integer> piece, TaskContext given) {
    assertThat(TaskContext.get()).isSameAs(given);
    EVENTS.add("open " + piece);
    given.addTaskCompletionListener(
        (TaskCompletionListener) completed -> EVENTS.add("close " + piece));
    return piece.iterator();
  }

  private static PieceReading<List<Integer>, Integer> reading() {
    return new PieceReading<>(PIECES.iterator(), PieceReadingIT::rows, TaskContext.get());
  }

  /** Takes some rows in a task. */
  private static List<String> eventsOfTaking(int rows) {
    EVENTS.clear();
    JavaSparkContext.fromSparkContext(TestSession.local().sparkContext())
        .parallelize(List.of(rows), 1)
        .foreachPartition(PieceReadingIT::take);
    return EVENTS;
  }

  private static void take(Iterator<Integer> count) {
    TaskContext task = TaskContext.get();
    PieceReading<List<Integer>, Integer> reading = reading();
    for (int left = count.next(); left > 0; left--) {
      EVENTS.add("row " + reading.next());
      assertThat(TaskContext.get()).isSameAs(task);
    }
    EVENTS.add("enough");
  }

  @Test
  void aPieceIsReleasedBeforeTheNextIsOpened() {
    assertThat(eventsOfTaking(5))
        .containsExactly(
            "open [1, 2, 3]",
            "row 1",
            "row 2",
            "row 3",
            "close [1, 2, 3]",
            "open []",
            "close []",
            "open [4]",
            "row 4",
            "close [4]",
            "open [5, 6]",
            "row 5",
            "enough",
            "close [5, 6]");
  }

  @Test
  void aTaskThatHasHadEnoughReleasesWhereItStopped() {
    assertThat(eventsOfTaking(2))
        .containsExactly("open [1, 2, 3]", "row 1", "row 2", "enough", "close [1, 2, 3]");
  }

  @Test
  void theLastPieceIsReleasedAfterItsLastRow() {
    EVENTS.clear();
    JavaSparkContext.fromSparkContext(TestSession.local().sparkContext())
        .parallelize(List.of(0), 1)
        .foreachPartition(PieceReadingIT::takeAll);
    assertThat(EVENTS)
        .endsWith("row 6", "close [5, 6]", "open []", "close []", "no more", "enough");
  }

  private static void takeAll(Iterator<Integer> ignored) {
    PieceReading<List<Integer>, Integer> reading = reading();
    while (reading.hasNext()) {
      EVENTS.add("row " + reading.next());
    }
    try {
      reading.next();
    } catch (NoSuchElementException expected) {
      EVENTS.add("no more");
    }
    EVENTS.add("enough");
  }
}

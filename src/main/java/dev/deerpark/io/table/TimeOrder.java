// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.io.table.format.Wording;
import dev.deerpark.io.table.piece.FileScan;
import dev.deerpark.io.table.time.TimeCounts;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.time.Timeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.paths.SparkPath;

/**
 * The positions of the pieces of a table's files, if each piece is in the order of time and no two
 * pieces hold the same time.
 */
final class TimeOrder {
  /** The identity of a piece: the name of its file, and its offset there. */
  private record Place(String file, long start) {
    static Place of(FileScan.Piece piece) {
      return new Place(piece.file().filePath().urlEncoded(), piece.file().start());
    }
  }

  /** A piece with its positions, all of {@code first, ..., end - 1}. */
  private record Run(Place place, long first, long end) {
    long length() {
      return end - first;
    }
  }

  private final TreeMap<Long, Run> runs = new TreeMap<>();
  private String disorder = "";

  private TimeOrder() {}

  /** No known order. */
  static TimeOrder unknown(String reason) {
    TimeOrder order = new TimeOrder();
    order.disorder = reason;
    return order;
  }

  /**
   * @param counts of each piece
   */
  static TimeOrder of(List<FileScan.Piece> pieces, List<TimeCounts> counts, Timeline timeline) {
    TimeOrder order = new TimeOrder();
    for (int i = 0; i < pieces.size() && order.disorder.isEmpty(); i++) {
      order.add(pieces.get(i), counts.get(i), timeline);
    }
    return order;
  }

  private void add(FileScan.Piece piece, TimeCounts counts, Timeline timeline) {
    if (counts.rows() == 0) {
      return;
    }
    String name = piece.file().toPath().getName();
    if (!counts.inOrder()) {
      disorder = name + " is not in the order of time";
      return;
    }
    long first = timeline.position(timeline.axis().index(counts.first()));
    long last = timeline.position(timeline.axis().index(counts.last()));
    Run run = new Run(Place.of(piece), first, last + 1);
    var before = runs.lowerEntry(run.end);
    if (before != null && before.getValue().end > run.first) {
      disorder = name + " overlaps another file in time";
    }
    runs.put(run.first, run);
  }

  /** Why the pieces are not in order; empty where they are. */
  Optional<String> disorder() {
    return disorder.isEmpty() ? Optional.empty() : Optional.of(disorder);
  }

  /**
   * The number of rows that are decoded when every partition of a layout reads each of its pieces
   * from the first row to the last that it needs.
   */
  long decodedRows(Layout layout) {
    long rows = 0;
    for (int partition = 0; partition < layout.partitions(); partition++) {
      long end = layout.firstTimeOf(partition + 1);
      for (Run run : within(layout.firstTimeOf(partition), end)) {
        rows += Math.min(run.end, end) - run.first;
      }
    }
    return rows;
  }

  /** The piece with the most steps, for people; there has to be one. */
  String largestPiece() {
    Run largest = runs.values().stream().max(Comparator.comparingLong(Run::length)).orElseThrow();
    String file = SparkPath.fromUrlString(largest.place.file).toPath().getName();
    return String.format(
        Locale.ROOT, "%s has %,d steps in one piece", Wording.path(file), largest.length());
  }

  /**
   * The pieces that each partition of a layout needs, in the order of time.
   *
   * @param pieces of a scan of the same table
   * @return empty where they differ from the pieces whose times are known
   */
  Optional<List<List<FileScan.Piece>>> assign(List<FileScan.Piece> pieces, Layout layout) {
    Map<Place, FileScan.Piece> byPlace = new HashMap<>();
    pieces.forEach(piece -> byPlace.put(Place.of(piece), piece));
    if (!runs.values().stream().allMatch(run -> byPlace.containsKey(run.place))) {
      return Optional.empty();
    }
    List<List<FileScan.Piece>> assignments = new ArrayList<>();
    for (int partition = 0; partition < layout.partitions(); partition++) {
      Collection<Run> wanted =
          within(layout.firstTimeOf(partition), layout.firstTimeOf(partition + 1));
      assignments.add(wanted.stream().map(run -> byPlace.get(run.place)).toList());
    }
    return Optional.of(assignments);
  }

  /** The runs with any of the times {@code from, ..., to - 1}. */
  private Collection<Run> within(long from, long to) {
    if (from >= to) {
      return List.of();
    }
    var first = runs.floorEntry(from);
    boolean reached = first != null && first.getValue().end > from;
    return runs.subMap(reached ? first.getKey() : from, true, to, false).values();
  }
}

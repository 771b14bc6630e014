// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Division;
import dev.deerpark.kernel.MeetingMarks;
import dev.deerpark.plan.probe.Dynamics;
import dev.deerpark.sequence.Layout;
import dev.deerpark.settings.LayoutSettings;
import dev.deerpark.solve.FormPolicy;
import dev.deerpark.solve.Method;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Plans the layout of a series: the user's settings are kept, the rest is chosen. Segment length
 * and block size follow from the series, the model and the number of cores; the report gives both,
 * and as options they reproduce the same bits anywhere.
 *
 * @param problem the model's sizes and the series
 * @param lanes segments that the kernel walks at once
 * @param cores that share the work
 * @param method that walks the segments
 * @param forms of the Jacobians for which the blocks must have room
 * @param dynamics as measured, where the method needs them
 */
public record LayoutPlanner(
    Problem problem,
    int lanes,
    int cores,
    Method method,
    FormPolicy forms,
    Optional<Dynamics> dynamics) {

  /**
   * The number of blocks to aim at, unless the cores need more: enough to share them evenly among
   * many tasks.
   */
  private static final int BLOCKS = 64;

  /** The most numbers of one kind that a block should hold: 32 MiB of doubles. */
  static final long BLOCK_NUMBERS = 1 << 22;

  /** The same for a device, whose thousands of lanes have to be long to be worth a copy. */
  private static final long DEVICE_BLOCK_NUMBERS = 1 << 25;

  private static final int MOST_LANES_OF_A_CORE = 1 << 10;

  /**
   * The most inputs that a partition should hold, 256 MiB of floats: Spark keeps all of a partition
   * in memory or none of it.
   */
  static final long PARTITION_NUMBERS = 1 << 26;

  /**
   * The length of segments.
   *
   * @param given by the user; empty: chosen
   */
  public Segments segments(OptionalInt given) {
    if (method == Method.SEQUENTIAL) {
      return new Segments(
          (int) Math.min(share(BLOCKS), BLOCK_NUMBERS / problem.width()),
          OptionalInt.empty(),
          "one segment per block: walked one after the other");
    }
    if (given.isPresent()) {
      int length = (int) Math.min(given.getAsInt(), problem.steps());
      Optional<Dynamics> forgetting =
          dynamics.filter(found -> method.longSegments() && found.forgettingTime().isPresent());
      return new Segments(
          length,
          forgetting
              .map(found -> OptionalInt.of(segmentPlanner().burnIn(found, length)))
              .orElse(OptionalInt.empty()),
          length < given.getAsInt()
              ? "the whole series, which has fewer steps than were given"
              : "as given");
    }
    if (!method.longSegments()) {
      return new Segments(1, OptionalInt.empty(), "the method's own");
    }
    SegmentPlanner planner = segmentPlanner();
    return dynamics.map(planner::of).orElseGet(planner::remembering);
  }

  private SegmentPlanner segmentPlanner() {
    return new SegmentPlanner(problem.steps(), problem.width(), problem.stateSize(), lanes, cores);
  }

  /**
   * The layout for segments of a length.
   *
   * @throws BadInputException for a block that cuts a segment or is too large, and for too many
   *     partitions
   */
  public Layout layout(Segments segments, LayoutSettings settings) {
    int length = segments.length();
    int blockSegments = 1;
    if (method == Method.SEQUENTIAL) {
      length = settings.blockSteps().orElse(length);
    } else if (settings.blockSteps().isPresent()) {
      blockSegments = given(settings.blockSteps().getAsInt(), length);
    } else {
      blockSegments = chosen(length);
    }
    Layout layout =
        new Layout(
            problem.times().from(), problem.steps(), length, blockSegments, 1, settings.fanIn());
    return shared(layout, settings.partitions());
  }

  /**
   * The same segments and blocks, shared by this cluster.
   *
   * @param partitions number of tasks; empty: chosen
   * @throws BadInputException for too many partitions
   */
  public Layout shared(Layout layout, OptionalInt partitions) {
    return layout.withPartitions(partitions(partitions, layout));
  }

  private long share(int parts) {
    return Division.ceil(problem.steps(), parts);
  }

  /**
   * The number of segments in a block that shares them evenly and fills the lanes, within the limit
   * of a block.
   */
  private int chosen(int segmentLength) {
    int stateSize = problem.stateSize();
    long segments = Division.ceil(problem.steps(), segmentLength);
    long even = Division.ceil(segments, Math.max(BLOCKS, 4L * cores));
    long together = Math.min(lanes, Division.ceil(segments, cores));
    long numbersPerSegment =
        Math.max(
            2L * stateSize + forms.first().longEntries(stateSize),
            (long) segmentLength * problem.width());
    long largest = Math.max(1, forms.largest().longEntries(stateSize));
    long most = Math.min(blockNumbers() / numbersPerSegment, FormChoice.LARGEST_JACOBIAN / largest);
    long whole = together * Math.max(1, Division.ceil(even, together));
    return (int) Math.max(1, Math.min(whole, most));
  }

  private long blockNumbers() {
    return dynamics.filter(segmentPlanner()::isLate).isPresent()
        ? Math.max(SegmentPlanner.LATE_BLOCK_NUMBERS, blockNumbers(lanes))
        : blockNumbers(lanes);
  }

  /** The most numbers of one kind that a block should hold for a kernel with so many lanes. */
  static long blockNumbers(int lanes) {
    return isDevice(lanes) ? DEVICE_BLOCK_NUMBERS : BLOCK_NUMBERS;
  }

  /** Whether a kernel with so many lanes walks on a device. */
  static boolean isDevice(int lanes) {
    return lanes > MOST_LANES_OF_A_CORE;
  }

  private int given(int blockSteps, int segmentLength) {
    // A given segment that is cut to the series is the only one, and no larger block cuts it.
    boolean isWhole = segmentLength == problem.steps() && blockSteps > segmentLength;
    if (blockSteps % segmentLength != 0 && !isWhole) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "--block-steps %d is not a multiple of the segment length %d. Give a multiple, such as"
                  + " %d, or leave it out.",
              blockSteps,
              segmentLength,
              Division.nearestMultiple(blockSteps, segmentLength)));
    }
    int blockSegments = blockSteps / segmentLength;
    int stateSize = problem.stateSize();
    long perSegment =
        Math.max(
            (long) stateSize * Math.max(1, MeetingMarks.of(segmentLength).length),
            forms.first().longEntries(stateSize));
    if (blockSegments > Integer.MAX_VALUE / perSegment) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "--block-steps makes blocks of %,d segments; with states of %d numbers a block holds"
                  + " at most %,d. Give fewer steps, or leave it out.",
              blockSegments,
              stateSize,
              Integer.MAX_VALUE / perSegment));
    }
    return blockSegments;
  }

  private int partitions(OptionalInt given, Layout layout) {
    int partitions = given.orElseGet(() -> evenPartitions(layout));
    if (partitions > LayoutSettings.MOST_PARTITIONS) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "--partitions %d: the names of at most %,d files sort in order. Give fewer.",
              partitions,
              LayoutSettings.MOST_PARTITIONS));
    }
    // More partitions would be tasks without a block, in every stage.
    return Math.min(partitions, layout.blocks());
  }

  /** One partition per core, or a multiple of that. */
  private int evenPartitions(Layout layout) {
    long numbers = problem.steps() * problem.width();
    long rounds = Math.max(1, Division.ceil(numbers, PARTITION_NUMBERS * cores));
    return (int)
        Math.min(Math.min(rounds * cores, layout.blocks()), LayoutSettings.MOST_PARTITIONS);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Division;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.Layout;
import dev.deerpark.settings.LayoutSettings;
import dev.deerpark.solve.Method;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Cuts a series: what the user fixed stays, the rest is chosen. Segment length and block size
 * follow from the series, the model and the number of cores; the report gives both, and given as
 * options they bring the same bits anywhere.
 */
public final class LayoutPlanner {
  /**
   * Blocks to aim at where cores do not ask for more: enough to deal evenly to a few dozen tasks.
   */
  private static final int BLOCKS = 64;

  /** Numbers of one kind that a block should hold at most: 32 MiB of doubles. */
  static final long BLOCK_NUMBERS = 1 << 22;

  /** The same for full Jacobians, which shooting takes where none do not settle: 512 MiB. */
  private static final long WIDEST_NUMBERS = 1 << 26;

  /**
   * Inputs that a partition should hold at most, 256 MiB of floats: Spark keeps all of a partition
   * in memory or none of it.
   */
  private static final long PARTITION_NUMBERS = 1 << 26;

  /** A partition becomes a file, and Spark numbers files with five digits. */
  private static final int MOST_PARTITIONS = 100_000;

  private final long firstTime;
  private final long steps;
  private final int width;
  private final KernelFactory kernels;
  private final Method method;
  private final Optional<Dynamics> dynamics;
  private final int cores;

  /**
   * A layout with the words that go with it.
   *
   * @param burnIn steps that bring a walk to the trajectory from anywhere; empty where that is not
   *     known
   */
  public record Planned(Layout layout, String segmentReason, OptionalInt burnIn, long probeSteps) {}

  /**
   * @param steps of the series
   * @param inputs numbers that the model reads a step
   */
  public LayoutPlanner(
      long firstTime,
      long steps,
      int inputs,
      KernelFactory kernels,
      Method method,
      Optional<Dynamics> dynamics,
      int cores) {
    this.firstTime = firstTime;
    this.steps = steps;
    this.width = Math.max(1, inputs);
    this.kernels = kernels;
    this.method = method;
    this.dynamics = dynamics;
    this.cores = cores;
  }

  public Planned plan(OptionalInt segmentLength, LayoutSettings settings, int stateSize) {
    SegmentPlanner.Chosen segments;
    int blockSegments;
    if (method == Method.SEQUENTIAL) {
      int block = settings.blockSteps().orElse(sequentialBlock());
      segments =
          new SegmentPlanner.Chosen(
              block, OptionalInt.empty(), "one segment a block: walked one after the other");
      blockSegments = 1;
    } else {
      segments = segments(segmentLength, stateSize);
      blockSegments = blockSegments(segments.length(), settings.blockSteps(), stateSize);
    }
    Layout layout =
        new Layout(firstTime, steps, segments.length(), blockSegments, 1, settings.fanIn());
    int partitions = partitions(settings.partitions(), layout);
    return new Planned(
        layout.withPartitions(partitions),
        segments.reason(),
        segments.burnIn(),
        dynamics.map(Dynamics::steps).orElse(0L));
  }

  private SegmentPlanner.Chosen segments(OptionalInt given, int stateSize) {
    OptionalInt memory =
        method.longSegments()
            ? dynamics.map(Dynamics::memory).orElse(OptionalInt.empty())
            : OptionalInt.empty();
    if (given.isPresent()) {
      int length = (int) Math.min(given.getAsInt(), steps);
      OptionalInt burnIn =
          memory.isPresent()
              ? OptionalInt.of(SegmentPlanner.burnIn(memory.getAsInt(), length))
              : OptionalInt.empty();
      return new SegmentPlanner.Chosen(length, burnIn, "as given");
    }
    if (!method.longSegments()) {
      return new SegmentPlanner.Chosen(1, OptionalInt.empty(), "the method's own");
    }
    SegmentPlanner planner = new SegmentPlanner(steps, width, stateSize, kernels.lanes(), cores);
    return memory.isPresent() ? planner.forgetting(memory.getAsInt()) : planner.remembering();
  }

  private long share(int parts) {
    return Division.ceil(steps, parts);
  }

  private int blockSegments(int segmentLength, OptionalInt blockSteps, int stateSize) {
    if (blockSteps.isPresent()) {
      int given = blockSteps.getAsInt();
      if (given % segmentLength != 0) {
        throw new BadInputException(
            String.format(
                Locale.ROOT,
                "--block-steps %d is no multiple of the segment length %d. Give a multiple, such as"
                    + " %d, or leave it out.",
                given,
                segmentLength,
                (int) Division.ceil(given, segmentLength) * segmentLength));
      }
      return withinArrays(given / segmentLength, stateSize);
    }
    long segments = Division.ceil(steps, segmentLength);
    long even = Division.ceil(segments, Math.max(BLOCKS, 4L * cores));
    long lanes = Math.min(kernels.lanes(), Division.ceil(segments, cores));
    JacobianForm form = method.forms().next(java.util.List.of());
    long numbersPerSegment =
        Math.max(2L * stateSize + form.entries(stateSize), (long) segmentLength * width);
    long widest = WIDEST_NUMBERS / Math.max(1, JacobianForm.DENSE.entries(stateSize));
    long most = Math.min(BLOCK_NUMBERS / numbersPerSegment, widest);
    long whole = lanes * Math.max(1, Division.ceil(even, lanes));
    return (int) Math.max(1, Math.min(whole, most));
  }

  /** Shooting may come to full Jacobians, so every layout must have room for them in its arrays. */
  private static int withinArrays(int blockSegments, int stateSize) {
    long most = Integer.MAX_VALUE / JacobianForm.DENSE.entries(stateSize);
    if (blockSegments > most) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "--block-steps makes blocks of %,d segments; with states of %d numbers a block holds"
                  + " at most %,d. Give fewer steps, or leave it out.",
              blockSegments,
              stateSize,
              most));
    }
    return blockSegments;
  }

  private int partitions(OptionalInt given, Layout layout) {
    int partitions = given.orElseGet(() -> evenPartitions(layout));
    if (partitions > MOST_PARTITIONS) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "--partitions %d: the names of at most %,d files sort in order. Give fewer.",
              partitions,
              MOST_PARTITIONS));
    }
    return partitions;
  }

  /** One for each core, or so many times that. */
  private int evenPartitions(Layout layout) {
    long rounds = Math.max(1, Division.ceil(steps * width, PARTITION_NUMBERS * cores));
    return (int) Math.min(Math.min(rounds * cores, layout.blocks()), MOST_PARTITIONS);
  }

  private int sequentialBlock() {
    return (int) Math.min(share(BLOCKS), BLOCK_NUMBERS / width);
  }
}

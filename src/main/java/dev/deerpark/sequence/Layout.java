// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence;

import dev.deerpark.base.Division;
import java.io.Serializable;

/**
 * How a sequence is cut into segments, blocks and partitions. All arithmetic on positions is here.
 *
 * @param firstTime the time index of step 0, at least 0
 * @param steps the number T of steps, at least 1
 * @param segmentLength steps in a segment, at least 1 (the last segment may be shorter)
 * @param blockSegments segments in a block, at least 1 (the last block may have fewer)
 * @param partitions number of tasks that share the blocks, at least 1; a partition may be empty
 * @param fanIn children of a node of the combine tree, at least 2
 */
public record Layout(
    long firstTime, long steps, int segmentLength, int blockSegments, int partitions, int fanIn)
    implements Serializable {

  public Layout {
    require(firstTime >= 0, "a negative first time");
    require(steps >= 1, "no steps");
    require(segmentLength >= 1 && blockSegments >= 1, "an empty segment or block");
    require(partitions >= 1, "no partitions");
    require(fanIn >= 2, "a fan-in below 2");
    require(
        (long) segmentLength * blockSegments <= Integer.MAX_VALUE,
        "a block of more than 2^31 steps");
    require(
        Division.ceil(steps, (long) segmentLength * blockSegments) <= Integer.MAX_VALUE,
        "more than 2^31 blocks");
  }

  /** Steps in a full block. */
  public int blockSteps() {
    return segmentLength * blockSegments;
  }

  /** Number of segments of the whole sequence. */
  public long segments() {
    return Division.ceil(steps, segmentLength);
  }

  /** Number of blocks of the whole sequence. */
  public int blocks() {
    return (int) Division.ceil(steps, blockSteps());
  }

  /** The block that holds step {@code step}. */
  public int blockOf(long step) {
    return (int) (step / blockSteps());
  }

  /** The first step of a block. */
  public long firstStep(int block) {
    return (long) block * blockSteps();
  }

  /** The number of steps of a block: full, but for the last. */
  public int stepsOf(int block) {
    return (int) Math.min(blockSteps(), steps - firstStep(block));
  }

  /** The number of segments of a block: full, but for the last. */
  public int segmentsOf(int block) {
    return (int) Division.ceil(stepsOf(block), segmentLength);
  }

  /** The number of the first segment of a block, in the whole sequence. */
  public long firstSegment(int block) {
    return (long) block * blockSegments;
  }

  /** The first block of a partition; {@code firstBlock(partitions())} is the number of blocks. */
  public int firstBlock(int partition) {
    return (int) ((long) partition * blocks() / partitions);
  }

  /**
   * The time index of the first step of a partition. An empty partition has that of the next one;
   * {@code partitions()} gives one past the last time index.
   */
  public long firstTimeOf(int partition) {
    return firstTime + Math.min(firstStep(firstBlock(partition)), steps);
  }

  /** The partition that owns a block: the inverse of {@link #firstBlock}. */
  public int partitionOf(int block) {
    return (int) ((((long) block + 1) * partitions - 1) / blocks());
  }

  /** The same segments and blocks in another number of partitions. */
  public Layout withPartitions(int count) {
    return new Layout(firstTime, steps, segmentLength, blockSegments, count, fanIn);
  }

  /** The same blocks, cut into segments of one step. */
  public Layout ofSingleSteps() {
    return new Layout(firstTime, steps, 1, blockSteps(), partitions, fanIn);
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException("a layout with " + what);
    }
  }
}

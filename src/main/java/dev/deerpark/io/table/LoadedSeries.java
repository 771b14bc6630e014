// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.sequence.InputBlock;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/** A checked series in blocks on the executors. Closing it frees their memory. */
public final class LoadedSeries implements AutoCloseable {
  private final JavaRDD<ReadBlock> read;
  private final ReadBlock.Check check;
  private final ReadPlan plan;

  private LoadedSeries(JavaRDD<ReadBlock> read, ReadBlock.Check check, ReadPlan plan) {
    this.read = read;
    this.check = check;
    this.plan = plan;
  }

  /**
   * Reads all blocks and keeps them.
   *
   * @param path to name in a refusal
   * @param plan by which they come
   * @throws dev.deerpark.base.BadInputException where a file cannot be read; nothing is kept
   */
  static LoadedSeries keep(
      String path, JavaRDD<ReadBlock> read, ReadPlan plan, StorageLevel storage) {
    read.setName("input blocks").persist(storage);
    try {
      return new LoadedSeries(read, ReadFailure.named(path, () -> check(read)), plan);
    } catch (Throwable failure) {
      read.unpersist(false);
      throw failure;
    }
  }

  /**
   * The blocks: as many partitions as the layout says, each with its blocks in order. The blocks
   * are kept already and need no further {@code persist}.
   */
  public JavaRDD<InputBlock> blocks() {
    return read.map(ReadBlock::block);
  }

  /**
   * A 64-bit checksum of every time index and raw value, in hexadecimal: the same for Parquet and
   * CSV, any order of rows and any layout.
   */
  public String digest() {
    return String.format(Locale.ROOT, "%016x", check.checksum());
  }

  /** How the rows came into order. */
  public ReadPlan plan() {
    return plan;
  }

  ReadBlock.Check check() {
    return check;
  }

  /** Frees the memory; the blocks cannot be used any more. */
  @Override
  public void close() {
    read.unpersist(false);
  }

  private static ReadBlock.Check check(JavaRDD<ReadBlock> read) {
    return read.mapPartitions(LoadedSeries::sum).collect().stream()
        .reduce(ReadBlock.Check.NONE, ReadBlock.Check::plus);
  }

  private static Iterator<ReadBlock.Check> sum(Iterator<ReadBlock> blocks) {
    ReadBlock.Check sum = ReadBlock.Check.NONE;
    while (blocks.hasNext()) {
      sum = sum.plus(blocks.next().check());
    }
    return List.of(sum).iterator();
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.ReadBlock.Check;
import dev.deerpark.io.table.ReadBlock.PartitionCheck;
import dev.deerpark.recurrence.RowFunction;
import dev.deerpark.sequence.InputBlock;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * A checked series in blocks on the executors. A block that is lost with its executor is read
 * again, and must not have changed. Closing the series frees its memory.
 */
public final class LoadedSeries implements AutoCloseable {
  private final InputTable table;
  private final JavaRDD<ReadBlock> read;
  private final Check check;
  private final Broadcast<long[]> checksums;
  private final ReadPlan plan;
  private final Optional<JavaRDD<InputBlock>> encoded;

  private LoadedSeries(
      InputTable table,
      JavaRDD<ReadBlock> read,
      Check check,
      Broadcast<long[]> checksums,
      ReadPlan plan,
      Optional<JavaRDD<InputBlock>> encoded) {
    this.table = table;
    this.read = read;
    this.check = check;
    this.checksums = checksums;
    this.plan = plan;
    this.encoded = encoded;
  }

  /**
   * Reads all blocks and keeps them.
   *
   * @param table from which they are read
   * @param plan of the reading
   * @throws BadInputException where a file cannot be read; nothing is kept
   */
  static LoadedSeries keep(
      InputTable table, JavaRDD<ReadBlock> read, ReadPlan plan, StorageLevel storage) {
    read.setName("input blocks").persist(storage);
    try {
      List<PartitionCheck> checks =
          ReadFailure.named(
              table.query().path(), () -> read.mapPartitions(LoadedSeries::check).collect());
      Check sum = checks.stream().map(PartitionCheck::sum).reduce(Check.NONE, Check::plus);
      long[] checksums =
          checks.stream().flatMapToLong(part -> LongStream.of(part.checksums())).toArray();
      JavaSparkContext context = JavaSparkContext.fromSparkContext(read.context());
      return new LoadedSeries(
          table, read, sum, context.broadcast(checksums), plan, Optional.empty());
    } catch (Throwable failure) {
      read.unpersist(false);
      throw failure;
    }
  }

  private static Iterator<PartitionCheck> check(Iterator<ReadBlock> blocks) {
    Check sum = Check.NONE;
    LongStream.Builder checksums = LongStream.builder();
    while (blocks.hasNext()) {
      Check check = blocks.next().check();
      sum = sum.plus(check);
      checksums.add(check.checksum());
    }
    return List.of(new PartitionCheck(sum, checksums.build().toArray())).iterator();
  }

  /**
   * The blocks: in the partitions of the layout, each with its blocks in order. The blocks are
   * persisted already. A task fails with a {@link BadInputException} where a block that is read
   * again differs from the first reading.
   */
  public JavaRDD<InputBlock> blocks() {
    return encoded.orElseGet(this::checked);
  }

  private JavaRDD<InputBlock> checked() {
    Broadcast<long[]> expected = checksums;
    String path = table.query().path();
    return read.map(block -> unchanged(block, expected.value(), path));
  }

  private static InputBlock unchanged(ReadBlock read, long[] expected, String path) {
    if (read.check().checksum() != expected[read.block().index()]) {
      throw TimeFaults.changed(path);
    }
    return read.block();
  }

  /**
   * The series with its values replaced by the results of a function; the values themselves are
   * released. Closing it closes this one, which must not be used any more.
   *
   * @throws BadInputException where the function refuses a value; nothing is kept
   */
  public LoadedSeries encodedBy(RowFunction encoder) {
    JavaRDD<InputBlock> blocks = checked().map(encoder::apply).setName("encoded blocks");
    LoadedSeries series =
        new LoadedSeries(
            table,
            read,
            check,
            checksums,
            plan,
            Optional.of(blocks.persist(read.getStorageLevel())));
    try {
      blocks.count();
      read.unpersist(false);
      return series;
    } catch (Throwable failure) {
      series.close();
      throw failure;
    }
  }

  /**
   * Checks the files again; to be called before anything computed from them becomes visible.
   *
   * @throws BadInputException where one is gone, or its length or modification time has changed
   *     since the series was opened
   */
  public void requireUnchanged() {
    if (table.changed()) {
      throw TimeFaults.changed(table.query().path());
    }
  }

  /**
   * A 64-bit checksum of every time index and raw value, in hexadecimal: the same for Parquet and
   * CSV, any order of rows and any layout.
   */
  public String digest() {
    return String.format(Locale.ROOT, "%016x", check.checksum());
  }

  /** How the rows were brought into order. */
  public ReadPlan plan() {
    return plan;
  }

  Check check() {
    return check;
  }

  /** Frees the memory; the blocks cannot be used any more. */
  @Override
  public void close() {
    encoded.ifPresent(blocks -> blocks.unpersist(false));
    read.unpersist(false);
    checksums.destroy();
  }
}

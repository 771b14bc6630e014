// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.OpenResources;
import dev.deerpark.io.job.RddOperations;
import dev.deerpark.io.table.ReadBlock.Check;
import dev.deerpark.io.table.ReadBlock.PartitionCheck;
import dev.deerpark.io.table.series.SeriesStarts;
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
import scala.jdk.javaapi.CollectionConverters;

/**
 * A checked series in blocks on the executors. A block that is lost with its executor is read
 * again, and must not have changed. Closing the series frees its memory.
 */
public final class LoadedSeries implements AutoCloseable {
  private final InputTable table;
  private final JavaRDD<ReadBlock> read;
  private final Check check;
  private final Broadcast<long[]> checksums;
  private final Broadcast<double[]> carried;
  private final ReadPlan plan;
  private final Optional<JavaRDD<InputBlock>> encoded;
  private final Optional<SeriesStarts> starts;

  private LoadedSeries(
      InputTable table,
      JavaRDD<ReadBlock> read,
      Check check,
      Broadcast<long[]> checksums,
      Broadcast<double[]> carried,
      ReadPlan plan,
      Optional<JavaRDD<InputBlock>> encoded,
      Optional<SeriesStarts> starts) {
    this.table = table;
    this.read = read;
    this.check = check;
    this.checksums = checksums;
    this.carried = carried;
    this.plan = plan;
    this.encoded = encoded;
    this.starts = starts;
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
    OpenResources kept = new OpenResources();
    kept.add(() -> read.unpersist(false));
    try {
      read.setName("input blocks").persist(storage);
      List<PartitionCheck> checks =
          ReadFailure.named(
              table.query().path(),
              () -> RddOperations.collect(RddOperations.mapPartitions(read, LoadedSeries::check)));
      Check sum = checks.stream().map(PartitionCheck::sum).reduce(Check.NONE, Check::plus);
      long[] checksums =
          checks.stream().flatMapToLong(part -> LongStream.of(part.checksums())).toArray();
      JavaSparkContext context = JavaSparkContext.fromSparkContext(read.context());
      return new LoadedSeries(
          table,
          read,
          sum,
          kept.add(context.broadcast(checksums), Broadcast::destroy),
          kept.add(context.broadcast(carried(checks, sum)), Broadcast::destroy),
          plan,
          Optional.empty(),
          Optional.empty());
    } catch (Throwable failure) {
      kept.closeAfter(failure);
      throw failure;
    }
  }

  private static Iterator<PartitionCheck> check(Iterator<ReadBlock> blocks) {
    Check sum = Check.NONE;
    LongStream.Builder checksums = LongStream.builder();
    double[] last = new double[0];
    while (blocks.hasNext()) {
      ReadBlock block = blocks.next();
      sum = sum.plus(block.check());
      checksums.add(block.check().checksum());
      if (!blocks.hasNext() && sum.rows() > 0) {
        last = block.lastInputs();
      }
    }
    return List.of(new PartitionCheck(sum, checksums.build().toArray(), last)).iterator();
  }

  /**
   * The inputs of the last row before each partition, {@code [partitions][I]}; empty where no
   * partition begins with a step that has no row.
   */
  private static double[] carried(List<PartitionCheck> checks, Check sum) {
    if (sum.unfilled() == 0) {
      return new double[0];
    }
    int width = checks.stream().mapToInt(check -> check.last().length).max().orElse(0);
    double[] carried = new double[checks.size() * width];
    double[] last = new double[width];
    for (int partition = 0; partition < checks.size(); partition++) {
      System.arraycopy(last, 0, carried, partition * width, width);
      double[] next = checks.get(partition).last();
      last = next.length == 0 ? last : next;
    }
    return carried;
  }

  /**
   * The blocks: in the partitions of the layout, each with its blocks in order. The blocks are
   * persisted already. A task fails with a {@link BadInputException} where a block that is read
   * again differs from the first reading.
   */
  public JavaRDD<InputBlock> blocks() {
    JavaRDD<InputBlock> blocks = encoded.orElseGet(this::checked);
    return starts.map(all -> all.in(blocks)).orElse(blocks);
  }

  /**
   * The same, of many series. Closing it closes this one, which must not be used any more.
   *
   * @param each where the series begin; closed with the result
   */
  public LoadedSeries of(SeriesStarts each) {
    return new LoadedSeries(
        table, read, check, checksums, carried, plan, encoded, Optional.of(each));
  }

  private JavaRDD<InputBlock> checked() {
    Broadcast<long[]> expected = checksums;
    Broadcast<double[]> before = carried;
    String path = table.query().path();
    return RddOperations.mapPartitionsWithIndex(
        read,
        (partition, blocks) ->
            unchanged(blocks, expected.value(), path, before.value(), partition));
  }

  private static Iterator<InputBlock> unchanged(
      Iterator<ReadBlock> blocks, long[] expected, String path, double[] carried, int partition) {
    return CollectionConverters.asJava(
        CollectionConverters.asScala(blocks)
            .map(
                read -> {
                  if (read.check().checksum() != expected[read.block().index()]) {
                    throw TimeFaults.changed(path);
                  }
                  return read.check().unfilled() == 0
                      ? read.block()
                      : read.filledWith(carried, partition * read.block().width());
                }));
  }

  /**
   * The series with its values replaced by the results of a function; the values themselves are
   * released. Closing it closes this one, which must not be used any more.
   *
   * @throws BadInputException where the function refuses a value; nothing is kept
   */
  public LoadedSeries encodedBy(RowFunction encoder) {
    JavaRDD<InputBlock> blocks =
        RddOperations.map(checked(), encoder::apply).setName("encoded blocks");
    LoadedSeries series =
        new LoadedSeries(
            table,
            read,
            check,
            checksums,
            carried,
            plan,
            Optional.of(blocks.persist(read.getStorageLevel())),
            starts);
    return OpenResources.orClose(
        series::close,
        () -> {
          blocks.count();
          read.unpersist(false);
          return series;
        });
  }

  /**
   * Checks the files again; to be called before anything computed from them becomes visible.
   *
   * @throws BadInputException where one is gone, or its length or modification time has changed
   *     since the series was opened
   */
  public void requireUnchanged() {
    if (table.origin().changed()) {
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

  /** The number of steps that took the values of the row before them. */
  public long filled() {
    return check.missing();
  }

  /** The number of rows that were not used because an earlier one has their time. */
  public long dropped() {
    return check.duplicates();
  }

  Check check() {
    return check;
  }

  /** Frees the memory; the blocks cannot be used any more. */
  @Override
  public void close() {
    try (OpenResources all = new OpenResources()) {
      all.add(carried::destroy);
      all.add(checksums::destroy);
      starts.ifPresent(each -> all.add(each, SeriesStarts::close));
      all.add(() -> read.unpersist(false));
      encoded.ifPresent(blocks -> all.add(() -> blocks.unpersist(false)));
    }
  }
}

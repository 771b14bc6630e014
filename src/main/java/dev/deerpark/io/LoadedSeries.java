package dev.deerpark.io;

import dev.deerpark.sequence.InputBlock;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** A checked series in blocks on the executors. Closing it frees their memory. */
public final class LoadedSeries implements AutoCloseable {
  private final JavaRDD<ReadBlock> read;
  private final long checksum;

  LoadedSeries(JavaRDD<ReadBlock> read, long checksum) {
    this.read = read;
    this.checksum = checksum;
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
    return String.format("%016x", checksum);
  }

  /** Frees the memory; the blocks cannot be used any more. */
  @Override
  public void close() {
    read.unpersist(false);
  }

  static ReadBlock.Check check(JavaRDD<ReadBlock> read) {
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

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.io.trajectory.RowBatch.Part;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;

/**
 * A Parquet file that is written from batches: the named columns by Parquet's own writers of
 * columns, numbers as whole {@linkplain NumberPages pages}. Spark's writer takes rows, and spends
 * most of its time on several calls for each number.
 */
final class BatchFile implements Closeable {
  private static final int NO_PADDING = 0;

  private final MessageType schema;
  private final List<ColumnDescriptor> descriptors;
  private final ParquetProperties properties;
  private final Map<String, String> metadata;
  private final CodecFactory codecs;
  private final BytesInputCompressor compressor;
  private final ParquetFileWriter file;
  private final Map<Integer, NumberPages> numbers = new TreeMap<>();
  private ColumnChunkPageWriteStore pages;

  /** Of the named columns. */
  private ColumnWriteStore columns;

  private ColumnWriter[] writers;
  private long rows;

  /**
   * Opens the file.
   *
   * @param schema of the named columns, then of the numbers: of each kind an array, or a column for
   *     each number; without nulls
   * @param properties with which columns are written
   * @param metadata of the file
   */
  BatchFile(
      Path path,
      MessageType schema,
      ParquetProperties properties,
      CompressionCodecName codec,
      Map<String, String> metadata,
      Configuration hadoop)
      throws IOException {
    this.schema = schema;
    this.descriptors = schema.getColumns();
    this.properties = properties;
    this.metadata = metadata;
    this.codecs = new CodecFactory(hadoop, properties.getPageSizeThreshold());
    this.compressor = codecs.getCompressor(codec);
    this.file =
        new ParquetFileWriter(
            HadoopOutputFile.fromPath(path, hadoop),
            schema,
            ParquetFileWriter.Mode.CREATE,
            TrajectoryWriter.ROW_GROUP,
            NO_PADDING,
            null,
            properties);
    file.start();
  }

  /** Adds the rows of a batch. */
  void write(RowBatch batch) throws IOException {
    if (pages == null) {
      beginGroup(batch);
    }
    for (int row = 0; row < batch.rows(); row++) {
      for (int column = 0; column < writers.length; column++) {
        ParquetCells.write(
            batch.cells()[row * writers.length + column],
            writers[column],
            descriptors.get(column).getPrimitiveType());
      }
      columns.endRecord();
    }
    int column = writers.length;
    for (Part part : batch.numbers()) {
      column = write(part, batch.rows(), column);
    }
    rows += batch.rows();
    if (bufferedSize() >= TrajectoryWriter.ROW_GROUP) {
      endGroup();
    }
  }

  /** Writes pages of some numbers from a column on; returns the column after them. */
  private int write(Part part, int rows, int column) throws IOException {
    int columnsOfPart = descriptors.get(column).getMaxRepetitionLevel() == 0 ? part.width() : 1;
    for (int i = 0; i < columnsOfPart; i++) {
      ColumnDescriptor descriptor = descriptors.get(column + i);
      numbers
          .computeIfAbsent(
              column + i, unknown -> new NumberPages(descriptor, part.width() / columnsOfPart))
          .write(pages.getPageWriter(descriptor), part.values(), i, part.width(), rows);
    }
    return column + columnsOfPart;
  }

  private long bufferedSize() {
    long size = columns.getBufferedSize();
    for (int column : numbers.keySet()) {
      size += pages.getPageWriter(descriptors.get(column)).getMemSize();
    }
    return size;
  }

  private void beginGroup(RowBatch batch) {
    pages =
        new ColumnChunkPageWriteStore(
            compressor,
            schema,
            new HeapByteBufferAllocator(),
            properties.getColumnIndexTruncateLength(),
            properties.getPageWriteChecksumEnabled());
    MessageType named =
        new MessageType(schema.getName(), schema.getFields().subList(0, batch.named()));
    columns = properties.newColumnWriteStore(named, pages);
    writers =
        descriptors.stream()
            .limit(batch.named())
            .map(columns::getColumnWriter)
            .toArray(ColumnWriter[]::new);
    rows = 0;
  }

  private void endGroup() throws IOException {
    file.startBlock(rows);
    columns.flush();
    pages.flushToFileWriter(file);
    file.endBlock();
    columns.close();
    pages.close();
    pages = null;
  }

  /** Ends the file. */
  @Override
  public void close() throws IOException {
    try (ParquetFileWriter closing = file) {
      if (pages != null) {
        endGroup();
      }
      closing.end(metadata);
    } finally {
      codecs.release();
    }
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.checkpoint;

import dev.deerpark.engine.sweep.BlockIterate;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes the blocks of a partition to a file, and returns the attempt's number, the number of
 * blocks and the length of the file. The file's name is the attempt's own: attempts that are late,
 * or lost, disturb no other.
 */
record PartWriter(SerializableConfiguration hadoop, String folder, BlockFile format)
    implements Function2<Integer, Iterator<BlockIterate>, Iterator<long[]>> {

  /** The name of the file that an attempt writes. */
  static String name(int partition, long attempt) {
    return String.format(Locale.ROOT, "part-%05d-%d", partition, attempt);
  }

  @Override
  public Iterator<long[]> call(Integer partition, Iterator<BlockIterate> blocks)
      throws IOException {
    long attempt = TaskContext.get().taskAttemptId();
    Path file = new Path(folder, name(partition, attempt));
    FileSystem system = file.getFileSystem(hadoop.value());
    FileSystem plain = system instanceof ChecksumFileSystem raw ? raw.getRawFileSystem() : system;
    int count;
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(plain.create(file, false), 1 << 16))) {
      count = format.write(blocks, out);
    }
    return List.of(new long[] {attempt, count, plain.getFileStatus(file).getLen()}).iterator();
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.checkpoint;

import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.spark.checkpoint.Manifest.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.util.SerializableConfiguration;

/** Reads the blocks of a partition from the files that hold some of them. */
record PartReader(
    SerializableConfiguration hadoop,
    String folder,
    BlockFile format,
    List<Part> parts,
    Layout layout)
    implements Function2<Integer, Iterator<InputBlock>, Iterator<BlockIterate>> {

  @Override
  public Iterator<BlockIterate> call(Integer partition, Iterator<InputBlock> inputs)
      throws IOException {
    int first = layout.firstBlock(partition);
    int end = layout.firstBlock(partition + 1);
    List<BlockIterate> blocks = new ArrayList<>();
    for (Part part : parts) {
      int from = Math.max(first, part.firstBlock());
      int to = Math.min(end, part.firstBlock() + part.blocks());
      if (from < to) {
        read(part, from, to, blocks);
      }
    }
    if (blocks.size() != end - first) {
      throw new DamagedCheckpointException(
          folder + " lacks blocks of partition " + partition + ".");
    }
    return blocks.iterator();
  }

  private void read(Part part, int from, int to, List<BlockIterate> blocks) throws IOException {
    Path file = new Path(folder, part.name());
    RecordCodec<BlockIterate> codec = new RecordCodec<>(BlockIterate.class);
    try (FSDataInputStream in = file.getFileSystem(hadoop.value()).open(file)) {
      for (int block = from; block < to; block++) {
        int wanted = block;
        blocks.add(format.next(in, each -> each == wanted, codec, file.toString()));
      }
    }
  }
}

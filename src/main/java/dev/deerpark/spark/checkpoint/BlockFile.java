// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.checkpoint;

import dev.deerpark.base.Sha256;
import dev.deerpark.engine.sweep.BlockIterate;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.function.IntPredicate;

/**
 * Blocks of an iterate in a file, one after the other: the block's number, the length of its bytes,
 * the bytes, and a SHA-256 digest of all that and the generation's name.
 *
 * @param generation the name of the generation, so that no file of another one passes for its own
 */
record BlockFile(String generation) implements Serializable {
  private static final int DIGEST_BYTES = 32;

  /** Writes blocks. Returns their number. */
  int write(Iterator<BlockIterate> blocks, DataOutputStream out) throws IOException {
    RecordCodec<BlockIterate> codec = new RecordCodec<>(BlockIterate.class);
    int count = 0;
    while (blocks.hasNext()) {
      BlockIterate block = blocks.next();
      byte[] bytes = codec.bytes(block.toKeep());
      out.writeInt(block.block());
      out.writeInt(bytes.length);
      out.write(bytes);
      out.write(digest(block.block(), bytes));
      count++;
    }
    return count;
  }

  /**
   * The next of the wanted blocks; those before it are skipped.
   *
   * @param where the name of the file, for messages
   * @throws DamagedCheckpointException where the file ends before, or the block is not as it was
   *     written
   */
  BlockIterate next(
      DataInputStream in, IntPredicate wanted, RecordCodec<BlockIterate> codec, String where)
      throws IOException {
    try {
      while (true) {
        int block = in.readInt();
        int length = in.readInt();
        if (wanted.test(block)) {
          return block(in, block, length, codec, where);
        }
        in.skipNBytes(length + (long) DIGEST_BYTES);
      }
    } catch (EOFException end) {
      throw new DamagedCheckpointException(where + " ends before its last block.");
    }
  }

  private BlockIterate block(
      DataInputStream in, int block, int length, RecordCodec<BlockIterate> codec, String where)
      throws IOException {
    byte[] bytes = in.readNBytes(Math.max(0, length));
    byte[] digest = in.readNBytes(DIGEST_BYTES);
    if (bytes.length != length || !MessageDigest.isEqual(digest, digest(block, bytes))) {
      throw new DamagedCheckpointException(where + " does not hold block " + block + " any more.");
    }
    return codec.value(bytes);
  }

  private byte[] digest(int block, byte[] bytes) {
    MessageDigest sha256 = Sha256.begin();
    sha256.update(generation.getBytes(StandardCharsets.UTF_8));
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(block).array());
    return sha256.digest(bytes);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.sequence.States;
import java.io.Serializable;
import java.util.List;

/**
 * Where the walks of consecutive segments begin and end, in the order of time.
 *
 * @param starts {@code [S][D]}: u
 * @param ends {@code [S][D]}: F(u)
 */
@DefaultSerializer(RecordSerializer.class)
public record Walks(States starts, States ends) implements Serializable {

  /** The walks of a block. */
  public static Walks of(BlockIterate block) {
    return new Walks(block.starts(), block.ends());
  }

  /** The walks of adjacent runs as one, in new arrays. */
  public static Walks joined(List<Walks> runs) {
    return new Walks(
        States.joined(runs.stream().map(Walks::starts).toList()),
        States.joined(runs.stream().map(Walks::ends).toList()));
  }

  /** The number of segments, S. */
  public int segments() {
    return starts.count();
  }
}

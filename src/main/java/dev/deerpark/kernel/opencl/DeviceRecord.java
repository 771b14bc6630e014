// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.Numbers;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Walks consecutive segments and keeps every state.
 *
 * @param inputs of the block
 * @param segmentLength steps in a full segment
 * @param first segment
 * @param count of segments
 * @param starts of all segments of the block
 */
record DeviceRecord(InputBlock inputs, int segmentLength, int first, int count, States starts) {

  /**
   * Walks.
   *
   * @param lanes as many as there are segments
   * @param together steps whose states the lanes record at once
   * @param states {@code [n][D]}, written
   * @param firstStep where the first state goes
   */
  void run(DeviceLanes lanes, int together, Numbers states, int firstStep) {
    int size = starts.size();
    double[] begin =
        Arrays.copyOfRange(starts.array(), starts.offset(first), starts.offset(first + count));
    lanes.set(IntStream.range(first, first + count).toArray(), begin, count);
    int steps = Math.min(count * segmentLength, inputs.steps() - first * segmentLength);
    if (together == segmentLength) {
      // they lie as they are wanted; what a short last segment has too many comes last
      lanes.record(count, segmentLength);
      lanes.readRecorded(states, firstStep * size, steps * size);
      return;
    }
    Numbers part = states.precision().allocate(Math.multiplyExact(count * size, together));
    for (int walked = 0; walked < segmentLength; walked += together) {
      int taken = Math.min(together, segmentLength - walked);
      lanes.record(count, taken);
      lanes.readRecorded(part, 0, count * taken * size);
      for (int lane = 0; lane < count; lane++) {
        int to = lane * segmentLength + walked;
        int wanted = Math.min(taken, steps - to);
        if (wanted > 0) {
          part.copy(lane * taken * size, states, (firstStep + to) * size, wanted * size);
        }
      }
    }
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.MeetingMarks;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.sequence.InputBlock;
import java.util.Arrays;

/**
 * Takes lanes from one meeting mark to the next, where those that have met the earlier walk drop
 * out. The last few walk on by the jvm kernel: for a device a step of one lane takes as long as one
 * of thousands.
 */
final class DeviceWalk {
  private final InputBlock inputs;
  private final WalkRequest request;
  private final WalkResult result;
  private final Kernel jvm;
  private final int few;
  private final int size;
  private final int entries;
  private final boolean readsProducts;
  private final int[] marks;

  /** {@code [lanes]}: the segments on their way, ascending. */
  private final int[] segments;

  /** {@code [lanes][D]}. */
  private final double[] states;

  /** Lanes on their way: the first. */
  private int active;

  /** The next mark. */
  private int mark;

  /**
   * @param result where it has no room for Jacobians, they are left to the lanes
   * @param segments to walk, ascending; overwritten
   * @param jvm walks the last few
   * @param few lanes that are left to it, where no product of Jacobians is on its way
   */
  DeviceWalk(
      InputBlock inputs,
      WalkRequest request,
      WalkResult result,
      int[] segments,
      Kernel jvm,
      int few) {
    this.inputs = inputs;
    this.request = request;
    this.result = result;
    this.segments = segments;
    this.jvm = jvm;
    this.size = request.stateSize();
    this.entries = request.form().entries(size);
    this.readsProducts = result.jacobians().length > 0;
    this.few = entries > 0 ? 0 : few;
    this.marks = MeetingMarks.of(request.segmentLength());
    this.active = segments.length;
    this.states = new double[Math.multiplyExact(active, size)];
    for (int lane = 0; lane < active; lane++) {
      int from = request.starts().offset(segments[lane]);
      System.arraycopy(request.starts().array(), from, states, lane * size, size);
    }
  }

  /** Walks all segments; the lanes are as many. */
  void run(DeviceLanes lanes) {
    lanes.set(segments, states, active);
    while (active > few) {
      int to = nextStop();
      lanes.walk(active, to - lanes.walked());
      lanes.readStates(states, active);
      if (readsProducts) {
        readEnded(lanes, to);
      }
      if (arrive(to)) {
        lanes.set(segments, states, active);
      }
      if (isMark(mark, request.segmentLength()) && marks[mark] == to) {
        mark++;
      }
    }
    for (int lane = 0; lane < active; lane++) {
      finish(lane, lanes.walked());
    }
  }

  /** Where the first of the lanes has something to report: at a mark, or at its end. */
  private int nextStop() {
    int last = lengthOf(active - 1);
    int full = active == 1 ? last : request.segmentLength();
    int stop = isMark(mark, full) ? marks[mark] : full;
    return Math.min(stop, last);
  }

  /** Only the block's last segment may be shorter than the others. */
  private int lengthOf(int lane) {
    return request.lengthOf(segments[lane], inputs.steps());
  }

  private boolean isMark(int index, int length) {
    return index < marks.length && marks[index] < length;
  }

  /** Reads the Jacobians of the segments that end here, as many at once as lie side by side. */
  private void readEnded(DeviceLanes lanes, int walked) {
    for (int first = 0; first < active; ) {
      int next = first + 1;
      if (lengthOf(first) == walked) {
        while (next < active
            && segments[next] == segments[next - 1] + 1
            && lengthOf(next) == walked) {
          next++;
        }
        lanes.readProducts(first, next - first, result.jacobians(), segments[first] * entries);
      }
      first = next;
    }
  }

  /** Keeps the lanes that walk on, and returns whether one of them moved to another place. */
  private boolean arrive(int walked) {
    int kept = 0;
    boolean moved = false;
    for (int lane = 0; lane < active; lane++) {
      double[] state = Arrays.copyOfRange(states, lane * size, (lane + 1) * size);
      if (goesOn(segments[lane], state, walked, mark)) {
        moved |= kept < lane;
        segments[kept] = segments[lane];
        System.arraycopy(state, 0, states, kept * size, size);
        kept++;
      }
    }
    active = kept;
    return moved;
  }

  /** Reports the state of a segment after {@code walked} steps; returns whether to walk on. */
  private boolean goesOn(int segment, double[] state, int walked, int mark) {
    int length = request.lengthOf(segment, inputs.steps());
    if (walked == length) {
      result.ends().set(segment, state);
      result.walked(length);
      result.differentiated((long) length * request.form().tangents(size));
      return false;
    }
    if (isMark(mark, length) && marks[mark] == walked) {
      int index = segment * marks.length + mark;
      if (request.mayMeet() && result.meets(state, index, request.meeting().orElseThrow())) {
        result.walked(walked);
        return false;
      }
      result.marks().set(index, state);
    }
    return true;
  }

  /** Walks a segment to its end, or to where it meets the earlier walk, by the jvm kernel. */
  private void finish(int lane, int walked) {
    int segment = segments[lane];
    int length = lengthOf(lane);
    int first = segment * request.segmentLength();
    double[] state = Arrays.copyOfRange(states, lane * size, (lane + 1) * size);
    int at = walked;
    int next = mark;
    boolean goesOn = true;
    while (goesOn) {
      int to = isMark(next, length) ? marks[next] : length;
      jvm.trace(inputs, first + at, first + to, state, (step, s) -> {});
      goesOn = goesOn(segment, state, to, next++);
      at = to;
    }
  }
}

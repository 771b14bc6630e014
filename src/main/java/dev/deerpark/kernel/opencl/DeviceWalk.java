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
 * Walks segments on a device. Lanes that have met the earlier walk drop out, and the last few walk
 * on by the jvm kernel: for a device a step of one lane takes as long as one of thousands.
 *
 * <p>A launch keeps the states at all the marks that it comes by, and goes on for as long as a
 * launch is worth while: to ask at every mark who has met would take longer than the steps that are
 * walked in vain. What is counted are the steps to where a walk met, as by the jvm kernel. So lanes
 * go on behind a restart too, from which on an earlier walk stands.
 */
final class DeviceWalk {
  private final InputBlock inputs;
  private final WalkRequest request;
  private final WalkResult result;
  private final Kernel jvm;
  private final int few;
  private final double worthALaunch;
  private final int size;
  private final int entries;
  private final boolean readsProducts;
  private final int[] marks;

  /** {@code [lanes]}: the segments on their way, ascending. */
  private final int[] segments;

  /** {@code [lanes]}: the steps of each to its end, or to where an earlier walk stands. */
  private final int[] toWalk;

  /** {@code [lanes][D]}. */
  private final double[] states;

  /** {@code [lanes][marks of a launch][D]}. */
  private double[] atMarks = {};

  /** {@code [D]}. */
  private final double[] state;

  /** Lanes on their way: the first. */
  private int active;

  /** The next mark. */
  private int mark;

  /** Steps that the jvm kernel has walked. */
  private long stepsOnProcessor;

  /**
   * @param result where it has no room for Jacobians, they are left to the lanes
   * @param segments to walk, ascending; overwritten
   * @param jvm walks the last few
   * @param tuning no lanes are left to it where products of Jacobians are on their way
   */
  DeviceWalk(
      InputBlock inputs,
      WalkRequest request,
      WalkResult result,
      int[] segments,
      Kernel jvm,
      OpenClKernel.Tuning tuning) {
    this.inputs = inputs;
    this.request = request;
    this.result = result;
    this.segments = segments;
    this.jvm = jvm;
    this.size = request.stateSize();
    this.entries = request.form().entries(size);
    this.readsProducts = entries > 0 && result.jacobians().length > 0;
    this.few = entries > 0 ? 0 : tuning.few();
    this.worthALaunch = tuning.worthALaunch();
    this.marks = MeetingMarks.of(request.segmentLength());
    this.active = segments.length;
    this.state = new double[size];
    this.states = new double[Math.multiplyExact(active, size)];
    this.toWalk = new int[active];
    for (int lane = 0; lane < active; lane++) {
      toWalk[lane] = request.stepsToWalk(segments[lane], inputs);
      int from = request.starts().offset(segments[lane]);
      System.arraycopy(request.starts().array(), from, states, lane * size, size);
    }
  }

  /**
   * Walks all segments; the lanes are as many.
   *
   * @return steps that the device walked, of those that were counted
   */
  long run(DeviceLanes lanes) {
    long before = result.steps();
    lanes.set(segments, states, active);
    while (active > few) {
      int to = nextStop(lanes.walked());
      int[] passed = Arrays.copyOfRange(marks, mark, marksUntil(to));
      lanes.walk(active, to - lanes.walked(), passed);
      if (readsProducts) {
        readEnded(lanes, to);
      }
      if (isWholeWalk(to, passed.length)) {
        readWhole(lanes, to, passed.length);
      } else if (readAndSort(lanes, to, passed)) {
        lanes.set(segments, states, active);
      }
      mark += passed.length;
    }
    for (int lane = 0; lane < active; lane++) {
      finish(lane, lanes.walked());
    }
    return result.steps() - before - stepsOnProcessor;
  }

  /**
   * Where a launch ends: where the first of the lanes ends, or before at a mark where it is worth
   * while to see who has met.
   */
  private int nextStop(int walked) {
    int last = firstEnd();
    for (int index = mark; request.mayMeet() && isMark(index, last); index++) {
      double work = (double) active * (marks[index] - walked) * size * size;
      if (work >= worthALaunch) {
        return marks[index];
      }
    }
    return last;
  }

  /** Where the first of the lanes ends; where all end at restarts, the last. */
  private int firstEnd() {
    int end = Integer.MAX_VALUE;
    int restart = 0;
    for (int lane = 0; lane < active; lane++) {
      if (toWalk[lane] == lengthOf(lane)) {
        end = Math.min(end, toWalk[lane]);
      } else {
        restart = Math.max(restart, toWalk[lane]);
      }
    }
    return end == Integer.MAX_VALUE ? restart : end;
  }

  /** The first mark behind a step, of a full segment's. */
  private int marksUntil(int to) {
    int index = mark;
    while (isMark(index, request.segmentLength()) && marks[index] <= to) {
      index++;
    }
    return index;
  }

  /** Only the block's last segment may be shorter than the others. */
  private int lengthOf(int lane) {
    return request.lengthOf(segments[lane], inputs.steps());
  }

  private boolean isMark(int index, int length) {
    return index < marks.length && marks[index] < length;
  }

  /** The same on the way of a lane. */
  private boolean isMarkOf(int lane, int index) {
    return isMark(index, lengthOf(lane)) && marks[index] <= toWalk[lane];
  }

  /** Whether all lanes have walked side by side, from their starts to their ends. */
  private boolean isWholeWalk(int to, int passed) {
    return !request.mayMeet()
        && passed == marks.length
        && lengthOf(0) == to
        && segments[active - 1] - segments[0] == active - 1;
  }

  /** Reads what whole walks came to where it is wanted. */
  private void readWhole(DeviceLanes lanes, int to, int passed) {
    int first = segments[0];
    lanes.readStates(result.ends().array(), first * size, active);
    lanes.readMarks(result.marks().array(), first * passed * size, active, passed);
    ended((long) active * to);
    active = 0;
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
  private boolean readAndSort(DeviceLanes lanes, int to, int[] passed) {
    int marked = passed.length * size;
    if (atMarks.length < active * marked) {
      atMarks = new double[active * marked];
    }
    lanes.readStates(states, 0, active);
    lanes.readMarks(atMarks, 0, active, passed.length);
    int kept = 0;
    boolean moved = false;
    for (int lane = 0; lane < active; lane++) {
      int segment = segments[lane];
      boolean meets = false;
      for (int i = 0; i < passed.length && isMarkOf(lane, mark + i) && !meets; i++) {
        System.arraycopy(atMarks, lane * marked + i * size, state, 0, size);
        meets = meets(segment, mark + i);
      }
      System.arraycopy(states, lane * size, state, 0, size);
      if (!meets && !ends(lane, to)) {
        moved |= kept < lane;
        segments[kept] = segment;
        toWalk[kept] = toWalk[lane];
        System.arraycopy(state, 0, states, kept * size, size);
        kept++;
      }
    }
    active = kept;
    return moved;
  }

  /** Whether a segment's walk, whose state is at a mark, has met the earlier one. */
  private boolean meets(int segment, int at) {
    int index = segment * marks.length + at;
    if (request.mayMeet() && result.meets(state, index, request.meeting().orElseThrow())) {
      result.walked(marks[at]);
      return true;
    }
    result.marks().set(index, state);
    return false;
  }

  /** Whether a lane ends after so many steps, with the state. */
  private boolean ends(int lane, int walked) {
    if (walked < toWalk[lane]) {
      return false;
    }
    if (toWalk[lane] == lengthOf(lane)) {
      result.ends().set(segments[lane], state);
      ended(walked);
    } else {
      result.walked(toWalk[lane]);
    }
    return true;
  }

  private void ended(long steps) {
    result.walked(steps);
    result.differentiated(steps * request.form().tangents(size));
  }

  /** Walks a segment to its end, or to where it meets the earlier walk, by the jvm kernel. */
  private void finish(int lane, int walked) {
    int segment = segments[lane];
    int first = segment * request.segmentLength();
    System.arraycopy(states, lane * size, state, 0, size);
    int at = walked;
    int next = mark;
    boolean goesOn = true;
    while (goesOn) {
      boolean marked = isMarkOf(lane, next);
      int to = marked ? marks[next] : toWalk[lane];
      jvm.trace(inputs, first + at, first + to, state, (step, s) -> {});
      goesOn = marked ? !meets(segment, next++) : !ends(lane, to);
      stepsOnProcessor += to - at;
      at = to;
    }
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import dev.deerpark.kernel.MeetingMarks;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;

/** Writes the requested results of a walk: states at marks and ends, and Jacobians. */
final class LaneResult implements LaneOutput {
  private final WalkRequest request;
  private final WalkResult result;
  private final int[] marks;
  private final boolean mayMeet;
  private final double[] products;
  private final int entries;
  private final double[] state;

  LaneResult(WalkRequest request, WalkResult result) {
    this(request, result, result.jacobians(), request.form().entries(request.stateSize()));
  }

  /**
   * @param products {@code [S][entries]}: what the strip stores of the lanes' products
   */
  LaneResult(WalkRequest request, WalkResult result, double[] products, int entries) {
    this.request = request;
    this.result = result;
    this.marks = MeetingMarks.of(request.segmentLength());
    this.mayMeet = request.mayMeet();
    this.products = products;
    this.entries = entries;
    this.state = new double[request.stateSize()];
  }

  @Override
  public int[] marks() {
    return marks;
  }

  @Override
  public boolean wantsEveryStep() {
    return false;
  }

  @Override
  public void afterStep(Strip strip, int lane, int step) {}

  @Override
  public boolean atMark(Strip strip, int lane, int segment, int mark) {
    int index = segment * marks.length + mark;
    strip.store(lane, state, 0);
    if (mayMeet && result.meets(state, index, request.meeting().orElseThrow())) {
      result.walked(marks[mark]);
      return true;
    }
    result.marks().set(index, state);
    return false;
  }

  @Override
  public void atRestart(int walked) {
    result.walked(walked);
  }

  @Override
  public void atEnd(Strip strip, int lane, int segment, int length) {
    strip.store(lane, result.ends().array(), result.ends().offset(segment));
    if (entries > 0) {
      strip.storeProduct(lane, products, segment * entries);
    }
    result.walked(length);
    result.differentiated((long) length * request.form().tangents(state.length));
  }
}

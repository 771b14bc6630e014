// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.sequence.InputBlock;

/**
 * Walks segments of one step in a block without restarts: the whole block is one batch, of which
 * the lanes of a strip take the next few requested segments at a time.
 */
final class StepWalk {
  private final InputBlock inputs;
  private final WalkRequest request;
  private final LaneOutput output;

  StepWalk(InputBlock inputs, WalkRequest request, LaneOutput output) {
    this.inputs = inputs;
    this.request = request;
    this.output = output;
  }

  /** Walks all segments. */
  void run(Strip strip) {
    boolean[] requested = request.requested();
    int[] segments = new int[strip.lanes()];
    int count = 0;
    for (int segment = 0; segment < requested.length; segment++) {
      if (requested[segment]) {
        segments[count++] = segment;
        if (count == segments.length) {
          step(strip, segments, count);
          count = 0;
        }
      }
    }
    if (count > 0) {
      step(strip, segments, count);
    }
  }

  private void step(Strip strip, int[] segments, int count) {
    double[] starts = request.starts().array();
    for (int lane = 0; lane < count; lane++) {
      strip.begin(lane, starts, request.starts().offset(segments[lane]));
      strip.feed(lane, inputs, segments[lane], 1);
    }
    strip.advance(0, 1);
    for (int lane = 0; lane < count; lane++) {
      if (output.wantsEveryStep()) {
        output.afterStep(strip, lane, segments[lane]);
      }
      output.atEnd(strip, lane, segments[lane], 1);
    }
  }
}

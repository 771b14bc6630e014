// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.vector;

/** One loop over the numbers of a state in float, vector by vector: a part of a step. */
public interface FloatLoop {
  /**
   * @param state before the step
   * @param next after it
   */
  void run(float[] state, float[] next);

  /**
   * Runs the parts of a step. With three or more different ones at this call site the compiler does
   * not inline them into one method, which would exceed its limit, beyond which every vector is
   * allocated as an object.
   */
  static void run(FloatLoop[] loops, float[] state, float[] next) {
    for (FloatLoop loop : loops) {
      loop.run(state, next);
    }
  }
}

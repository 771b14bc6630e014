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
   * Runs the parts of a step. That three or more different ones come by this call keeps the
   * compiler from putting them into one method, which would be past its limit: from there on every
   * vector is an object.
   */
  static void run(FloatLoop[] loops, float[] state, float[] next) {
    for (FloatLoop loop : loops) {
      loop.run(state, next);
    }
  }
}

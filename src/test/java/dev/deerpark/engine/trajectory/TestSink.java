// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.trajectory;

import dev.deerpark.base.Numbers;

/** Keeps each how many-th step: a row is the step and then the state. */
public record TestSink(long every) implements StateSink<double[]> {
  @Override
  public boolean keeps(long step) {
    return step % every == 0;
  }

  @Override
  public Rows<double[]> open() {
    return TestSink::row;
  }

  private static double[] row(long step, Numbers states, int at, int size) {
    double[] row = new double[1 + size];
    row[0] = step;
    for (int i = 0; i < size; i++) {
      row[1 + i] = states.get(at + i);
    }
    return row;
  }
}

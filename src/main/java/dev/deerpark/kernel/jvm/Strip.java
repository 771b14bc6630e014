// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import dev.deerpark.base.Numbers;
import dev.deerpark.kernel.jvm.cell.Cell;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Restarts;

/**
 * Several walks side by side. Each lane has its own state, product of Jacobians and position in the
 * inputs; {@link #advance} advances all of them by a number of steps.
 */
final class Strip {
  /** Numbers that are fed to a lane at once: a few cache lines. */
  private static final int FED = 64;

  private final Cell cell;
  private final LaneProduct product;
  private final int size;
  private final int width;
  private final int lanes;
  private final int reach;

  /** Numbers that all lanes together read per step. */
  private final int inputSpan;

  /** {@code [reach][I][width]}. */
  private final Numbers input;

  /** {@code [D][width]}. */
  private Numbers state;

  private Numbers next;

  /**
   * @param product of the cell's Jacobians
   * @param lanes the number of walks, a divisor of the cell's lanes, which copies of the walks fill
   */
  Strip(Cell cell, LaneProduct product, int lanes) {
    this.cell = cell;
    Cell.Shape shape = cell.shape();
    this.product = product;
    this.size = shape.stateSize();
    this.width = shape.lanes();
    this.lanes = lanes;
    this.reach = Math.max(1, FED / Math.max(1, shape.inputSize()));
    this.inputSpan = shape.inputSize() * width;
    this.input = shape.precision().allocate(reach * inputSpan);
    this.state = shape.precision().allocate(shape.span());
    this.next = shape.precision().allocate(shape.span());
  }

  /** Numbers in a state. */
  int stateSize() {
    return size;
  }

  /** The number of walks side by side. */
  int lanes() {
    return lanes;
  }

  /** The number of steps for which inputs can be fed at once, at least 1. */
  int reach() {
    return reach;
  }

  /**
   * Begins a walk.
   *
   * @param states holds the start state {@code [D]} from {@code from} on
   */
  void begin(int lane, double[] states, int from) {
    place(lane, states, from);
    product.begin(lane);
  }

  /** Replaces a walk's state by that of a restart. Not for walks whose product is wanted. */
  void restart(int lane, Restarts restarts, int restart) {
    place(lane, restarts.states().array(), restarts.offset(restart));
  }

  private void place(int lane, double[] states, int from) {
    for (int copy = lane; copy < width; copy += lanes) {
      LaneCopies.place(states, from, state, copy, width, size);
    }
  }

  /** Feeds a lane the inputs of its next {@code steps} steps, at most {@link #reach}. */
  void feed(int lane, InputBlock inputs, int firstStep, int steps) {
    int from = firstStep * inputs.width();
    for (int copy = lane; copy < width; copy += lanes) {
      inputs.inputs().spread(from, input, copy, width, steps * inputs.width());
    }
  }

  /** Walks all lanes through the fed steps {@code from <= step < to}. */
  void advance(int from, int to) {
    for (int step = from; step < to; step++) {
      cell.step(input, step * inputSpan, state, next);
      product.advance();
      Numbers swap = state;
      state = next;
      next = swap;
    }
  }

  /** Writes a lane's state {@code [D]} from {@code to} on. */
  void store(int lane, double[] states, int to) {
    LaneCopies.store(state, lane, width, states, to, size);
  }

  /** Writes a lane's state {@code [D]}, in the precision of the walk, from {@code to} on. */
  void store(int lane, Numbers states, int to) {
    state.gather(lane, width, states, to, size);
  }

  /** Writes a lane's product of Jacobians from {@code to} on. */
  void storeProduct(int lane, double[] jacobians, int to) {
    product.store(lane, jacobians, to);
  }
}

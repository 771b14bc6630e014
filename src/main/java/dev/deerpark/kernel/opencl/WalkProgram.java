// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.opencl.device.CompiledKernel;
import dev.deerpark.kernel.opencl.device.Device;
import dev.deerpark.kernel.opencl.device.DeviceArray;
import dev.deerpark.kernel.opencl.device.GroupLimits;
import dev.deerpark.kernel.opencl.device.Queue;
import dev.deerpark.recurrence.JacobianForm;
import java.util.List;

/** The compiled walk of a model in one form of Jacobians. For one thread at a time. */
final class WalkProgram implements AutoCloseable {
  private final DeviceModel model;
  private final JacobianForm form;
  private final boolean restarts;
  private final Precision precision;
  private final Tile tile;
  private final CompiledKernel kernel;

  /**
   * @param restarts whether the walks may come to restarts; not with Jacobians, which are zero then
   */
  WalkProgram(
      Device device,
      DeviceModel model,
      JacobianForm form,
      boolean restarts,
      Precision precision,
      GroupLimits limits) {
    this.model = model;
    this.form = form;
    this.restarts = restarts;
    this.precision = precision;
    this.tile = tile(model, form, restarts, precision, limits);
    this.kernel =
        new CompiledKernel(
            device,
            KernelText.source(model),
            KernelText.options(model, form, restarts, precision, tile),
            "walk");
  }

  /** How its groups are cut. */
  static Tile tile(
      DeviceModel model,
      JacobianForm form,
      boolean restarts,
      Precision precision,
      GroupLimits limits) {
    return Tile.of(model, form, precision, restarts ? limits.less(Tile.RESTART_BYTES) : limits);
  }

  /** Numbers in a state, D. */
  int stateSize() {
    return model.stateSize();
  }

  /** Numbers of a lane's Jacobian, E. */
  int entries() {
    return form.entries(model.stateSize());
  }

  Precision precision() {
    return precision;
  }

  /** Whether its walks may come to restarts. */
  boolean restarts() {
    return restarts;
  }

  /** Bytes that so many lanes need for what does not fit into shared memory. */
  long spillBytes(int lanes) {
    return tile.spilled() ? tile.groups(model, form, lanes) * tile.arena() * precision.bytes() : 0;
  }

  /**
   * What a launch reads and writes: see {@code walk.cl}.
   *
   * @param segments {@code [lanes]}
   * @param starts {@code [lanes][D]}
   * @param ends {@code [lanes][D]}
   * @param products {@code [lanes][E]}
   * @param states {@code [lanes][steps][D]}
   * @param constants of the model
   * @param marks {@code [M]}
   * @param atMarks {@code [lanes][M][D]}
   * @param restarts of the block
   */
  record Arrays(
      DeviceArray inputs,
      DeviceArray segments,
      DeviceArray starts,
      DeviceArray ends,
      DeviceArray products,
      DeviceArray states,
      DeviceArray spill,
      DeviceArray constants,
      DeviceArray marks,
      DeviceArray atMarks,
      RestartArrays restarts) {

    /** The same after a launch: where it ended is where the next one starts. */
    Arrays after() {
      return new Arrays(
          inputs, segments, ends, starts, products, states, spill, constants, marks, atMarks,
          restarts);
    }
  }

  /**
   * A block's restarts.
   *
   * @param steps {@code [R]}
   * @param states {@code [R][D]}, or {@code [1][D]}
   * @param count R
   * @param oneForAll whether they share one state
   */
  record RestartArrays(DeviceArray steps, DeviceArray states, int count, boolean oneForAll) {

    /**
     * None.
     *
     * @param any array, as a kernel has to be given one
     */
    static RestartArrays none(DeviceArray any) {
      return new RestartArrays(any, any, 0, true);
    }
  }

  /**
   * How far a launch goes.
   *
   * @param lanes that walk
   * @param segmentLength steps of a segment
   * @param total steps of the block
   * @param walked steps that the lanes have taken before
   * @param steps that they take now
   * @param everyState whether each of them is recorded
   * @param marked marks on the way, M
   */
  record Leg(
      int lanes,
      int segmentLength,
      int total,
      int walked,
      int steps,
      boolean everyState,
      int marked) {}

  /** Launches without waiting. */
  void launch(Queue queue, Arrays arrays, Leg leg) {
    kernel.launch(
        queue,
        tile.groups(model, form, leg.lanes),
        tile.items(),
        List.of(
            arrays.inputs,
            arrays.segments,
            arrays.starts,
            arrays.ends,
            arrays.products,
            arrays.states,
            arrays.spill,
            arrays.constants,
            arrays.marks,
            arrays.atMarks,
            arrays.restarts.steps,
            arrays.restarts.states),
        leg.lanes,
        leg.segmentLength,
        leg.total,
        leg.walked,
        leg.steps,
        leg.walked == 0 ? 1 : 0,
        leg.everyState ? 1 : 0,
        leg.marked,
        arrays.restarts.count,
        arrays.restarts.oneForAll ? 1 : 0);
  }

  @Override
  public void close() {
    kernel.close();
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.Numbers;
import dev.deerpark.kernel.opencl.Workspace.Role;
import dev.deerpark.kernel.opencl.device.DeviceArray;
import dev.deerpark.kernel.opencl.device.Queue;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Restarts;

/** Lanes on a device that walk together: their states, products of Jacobians and place in time. */
final class DeviceLanes {
  private final Queue queue;
  private final WalkProgram program;
  private final InputBlock block;
  private final int segmentLength;
  private WalkProgram.Arrays arrays;
  private int walked;

  /**
   * @param workspace whose arrays they use, until the next lanes do
   * @param constants of the model
   * @param block whose inputs they walk over
   * @param lanes how many there are at most
   * @param recorded steps whose states are recorded at once; 0 where they are not
   * @param marks that a walk comes by at once, at most
   */
  DeviceLanes(
      Queue queue,
      Workspace workspace,
      WalkProgram program,
      DeviceArray constants,
      InputBlock block,
      int segmentLength,
      int lanes,
      int recorded,
      int marks) {
    this.queue = queue;
    this.program = program;
    this.block = block;
    this.segmentLength = segmentLength;
    long state = (long) lanes * program.stateSize() * program.precision().bytes();
    long products = (long) lanes * program.entries() * program.precision().bytes();
    workspace.begin();
    DeviceArray segments = workspace.array(Role.SEGMENTS, (long) lanes * Integer.BYTES);
    DeviceArray starts = workspace.array(Role.STARTS, state);
    DeviceArray ends = workspace.array(Role.ENDS, state);
    // an array that a program does not use has to be one all the same
    DeviceArray product = products == 0 ? starts : workspace.array(Role.PRODUCTS, products);
    DeviceArray states = recorded == 0 ? starts : workspace.array(Role.STATES, state * recorded);
    long spilled = program.spillBytes(lanes);
    DeviceArray spill = spilled == 0 ? starts : workspace.array(Role.SPILL, spilled);
    DeviceArray mark = workspace.array(Role.MARKS, (long) Math.max(1, marks) * Integer.BYTES);
    DeviceArray atMarks = marks == 0 ? starts : workspace.array(Role.AT_MARKS, state * marks);
    WalkProgram.RestartArrays restarts =
        program.restarts()
            ? restarts(workspace, block.restarts())
            : WalkProgram.RestartArrays.none(starts);
    DeviceArray inputs = workspace.inputs(block);
    this.arrays =
        new WalkProgram.Arrays(
            inputs, segments, starts, ends, product, states, spill, constants, mark, atMarks,
            restarts);
  }

  private WalkProgram.RestartArrays restarts(Workspace workspace, Restarts given) {
    double[] states = given.states().array();
    DeviceArray there =
        workspace.array(Role.RESTART_STATES, (long) states.length * program.precision().bytes());
    queue.write(there, states, states.length);
    DeviceArray steps = workspace.write(Role.RESTARTS, given.steps());
    return new WalkProgram.RestartArrays(steps, there, given.count(), given.shared());
  }

  /**
   * Sets the first lanes.
   *
   * @param segments {@code [lanes]}
   * @param states {@code [lanes][D]}
   */
  void set(int[] segments, double[] states, int lanes) {
    queue.write(arrays.segments(), segments, lanes);
    queue.write(arrays.starts(), states, lanes * program.stateSize());
  }

  /**
   * Takes the first lanes some steps further.
   *
   * @param marks steps after which states are kept, ascending, on the way
   */
  void walk(int lanes, int steps, int[] marks) {
    if (marks.length > 0) {
      queue.write(arrays.marks(), marks, marks.length);
    }
    walk(lanes, steps, false, marks.length);
  }

  /** Takes the first lanes some steps further, as many as are recorded at once, or fewer. */
  void record(int lanes, int steps) {
    walk(lanes, steps, true, 0);
  }

  private void walk(int lanes, int steps, boolean everyState, int marked) {
    program.launch(
        queue,
        arrays,
        new WalkProgram.Leg(
            lanes, segmentLength, block.steps(), walked, steps, everyState, marked));
    walked += steps;
    arrays = arrays.after();
  }

  /** Steps that the lanes have taken. */
  int walked() {
    return walked;
  }

  /** Reads the states of the first lanes, {@code [lanes][D]}, to {@code to}. */
  void readStates(double[] states, int to, int lanes) {
    queue.read(arrays.starts(), 0, states, to, lanes * program.stateSize());
  }

  /** Reads the states that the last walk kept at M marks, {@code [lanes][M][D]}. */
  void readMarks(double[] states, int to, int lanes, int marks) {
    queue.read(arrays.atMarks(), 0, states, to, lanes * marks * program.stateSize());
  }

  /** Reads the products of the lanes from {@code first} on to {@code to}. */
  void readProducts(int first, int lanes, double[] jacobians, int to) {
    long from = (long) first * program.entries();
    queue.read(arrays.products(), from, jacobians, to, lanes * program.entries());
  }

  /**
   * Copies the products of the first lanes to their segments, on the device.
   *
   * @param segments {@code [lanes]}
   * @param jacobians {@code [S][E]}, written
   * @param replaced {@code [lanes]}, written: 1 where a product was not finite, and was replaced
   * @param largest {@code [1]}: see {@link AffineProgram#collect}
   */
  void collect(
      AffineProgram affine,
      int[] segments,
      DeviceArray jacobians,
      DeviceArray replaced,
      DeviceArray largest) {
    queue.write(arrays.segments(), segments, segments.length);
    int lanes = segments.length;
    affine.collect(
        queue, arrays.products(), arrays.segments(), jacobians, replaced, largest, lanes);
  }

  /**
   * Reads {@code count} numbers of the states that were recorded last, {@code [lanes][steps][D]}.
   */
  void readRecorded(Numbers states, int to, int count) {
    queue.read(arrays.states(), 0, states, to, count);
  }
}

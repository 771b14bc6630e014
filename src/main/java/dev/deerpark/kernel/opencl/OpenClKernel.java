// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.OpenResources;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.HeldJacobians;
import dev.deerpark.kernel.JacobianUse;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.MeetingMarks;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.kernel.opencl.Workspace.Role;
import dev.deerpark.kernel.opencl.device.Device;
import dev.deerpark.kernel.opencl.device.DeviceArray;
import dev.deerpark.kernel.opencl.device.DeviceMemory;
import dev.deerpark.kernel.opencl.device.GroupLimits;
import dev.deerpark.kernel.opencl.device.OpenDevices;
import dev.deerpark.kernel.opencl.device.Queue;
import dev.deerpark.linear.MatrixProduct;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Walks segments on a device; what is too little for one, by the jvm kernel. */
final class OpenClKernel implements Kernel {
  /** Numbers of recorded states that are copied at once, in memory that is free for the purpose. */
  private static final int MOST_RECORDED = 1 << 28;

  private final Device device;
  private final Kernel jvm;
  private final DeviceModel model;
  private final Precision precision;
  private final Tuning tuning;
  private final Queue queue;
  private final Workspace workspace;
  private final DeviceArray constants;
  private final Map<Compiled, WalkProgram> programs = new HashMap<>();
  private final MapPrograms mapPrograms;
  private final boolean holds;
  private final OpenResources open = new OpenResources();
  private long deviceSteps;

  /** What programs differ in. */
  private record Compiled(JacobianForm form, boolean restarts) {}

  /**
   * What a device is asked for.
   *
   * @param memory that the process uses of it
   * @param few lanes that are left to the jvm kernel
   * @param worthALaunch lanes times steps times D^2 that make a launch worth while, where it is
   *     made to see which lanes have met the earlier walk
   * @param limits of a group
   */
  record Tuning(DeviceMemory memory, int few, double worthALaunch, GroupLimits limits) {
    /**
     * A step of a few lanes takes a GPU some microseconds, most of them to wait for its own memory;
     * a core walks a lane in less.
     */
    static final int FEW = 4;

    /** What a large GPU walks in about the time of a launch and of reading the states. */
    static final double WORTH_A_LAUNCH = 1 << 29;

    /** The same, which leaves nothing to the jvm kernel. */
    Tuning withoutFew() {
      return new Tuning(memory, 0, worthALaunch, limits);
    }
  }

  /**
   * Takes the device once more for itself. Where the kernel cannot be opened, everything is closed.
   *
   * @param device taken from {@link OpenDevices}
   * @param jvm a kernel for the same model in the same precision, closed with this one
   */
  OpenClKernel(Device device, Kernel jvm, RecurrenceSpec spec, Precision precision, Tuning tuning) {
    this.device = device;
    this.jvm = jvm;
    this.precision = precision;
    this.tuning = tuning;
    open.add(jvm, Kernel::close);
    try {
      open.add(
          OpenDevices.ofThisProcess().take(device.info()), OpenDevices.ofThisProcess()::release);
      this.model = DeviceModels.of(spec);
      this.queue = open.add(new Queue(device, precision), Queue::close);
      InputsAhead ahead = new InputsAhead(new Queue(device, precision));
      this.workspace =
          open.add(new Workspace(device, tuning.memory(), queue, ahead), Workspace::close);
      this.mapPrograms =
          open.add(
              new MapPrograms(device, model.stateSize(), precision, tuning.limits()),
              MapPrograms::close);
      this.holds = holds(device, model, tuning);
      long bytes = Math.max(1, (long) model.constants().length * precision.bytes());
      this.constants =
          open.add(
              device.allocate(bytes, tuning.memory(), "The model's weights"), DeviceArray::close);
      queue.write(constants, model.constants(), model.constants().length);
    } catch (Throwable failure) {
      open.closeAfter(failure);
      throw failure;
    }
  }

  /** Whether Jacobians can be worked on where the walks leave them. */
  private static boolean holds(Device device, DeviceModel model, Tuning tuning) {
    return device.info().hasArithmetic(Precision.DOUBLE)
        && AffineProgram.fits(model.stateSize(), tuning.limits())
        && FilterProgram.fits(model.stateSize(), tuning.limits());
  }

  @Override
  public int stateSize() {
    return model.stateSize();
  }

  @Override
  public MatrixProduct matrixProduct() {
    return jvm.matrixProduct();
  }

  @Override
  public long deviceSteps() {
    return deviceSteps;
  }

  /** How many arrays of blocks stay on the device. */
  int kept() {
    return workspace.kept();
  }

  @Override
  public void evaluate(InputBlock inputs, WalkRequest request, WalkResult result) {
    for (WalkRequest part : request.apart(inputs)) {
      walk(inputs, part, result);
    }
    result.restarted(request, inputs);
  }

  private void walk(InputBlock inputs, WalkRequest request, WalkResult result) {
    int requested = request.requestedCount();
    if (requested <= tuning.few() && request.form() != JacobianForm.DENSE) {
      jvm.evaluate(inputs, request, result);
      return;
    }
    walk(inputs, request, result, (lanes, segments) -> 0);
  }

  @Override
  public boolean fetchesAhead() {
    return true;
  }

  @Override
  public void fetch(InputBlock next) {
    workspace.fetch(next);
  }

  /** What becomes of lanes that have been walked. */
  private interface Walked {
    int see(DeviceLanes lanes, int[] segments);
  }

  /** Walks, and returns the sum of what each batch of lanes came to. */
  private int walk(InputBlock inputs, WalkRequest request, WalkResult result, Walked walked) {
    int[] segments =
        IntStream.range(0, request.segments())
            .filter(i -> request.requested()[i] && request.stepsToWalk(i, inputs) > 0)
            .toArray();
    if (segments.length == 0) {
      return 0;
    }
    WalkProgram program = program(request.form(), request.meeting().isEmpty(), inputs);
    int marks = MeetingMarks.of(request.segmentLength()).length;
    int together = together(program, inputs, segments.length, marks);
    int sum = 0;
    for (int from = 0; from < segments.length; from += together) {
      int to = Math.min(from + together, segments.length);
      int[] batch = Arrays.copyOfRange(segments, from, to);
      DeviceLanes lanes = lanes(program, inputs, request.segmentLength(), batch.length, 0, marks);
      deviceSteps += new DeviceWalk(inputs, request, result, batch.clone(), jvm, tuning).run(lanes);
      sum += walked.see(lanes, batch);
    }
    return sum;
  }

  @Override
  public Optional<HeldJacobians> evaluateHolding(
      InputBlock inputs,
      WalkRequest request,
      WalkResult result,
      Optional<HeldJacobians> earlier,
      JacobianUse use) {
    Optional<DeviceArray> room =
        earlier.isPresent()
            ? earlier.map(held -> ((DeviceJacobians) held).array())
            : holds
                ? workspace.hold(heldBytes(request), DeviceJacobians.workBytes(request, use))
                : Optional.empty();
    if (room.isEmpty()) {
      return Optional.empty();
    }
    requireStorable(use.largest());
    List<WalkRequest> parts = request.apart(inputs);
    if (parts.size() > 1) {
      // nothing is computed for segments with restarts
      if (earlier.isEmpty()) {
        queue.clear(room.get());
      }
      walk(inputs, parts.get(1), result);
    }
    AffineProgram affine = mapPrograms.affine(request.form(), use);
    int replaced =
        walk(
            inputs,
            parts.get(0),
            result,
            (lanes, segments) -> {
              int[] marks = new int[segments.length];
              DeviceArray array = workspace.write(Role.REPLACED, marks);
              DeviceArray largest = workspace.write(Role.STATE, new double[] {use.largest()});
              lanes.collect(affine, segments, room.get(), array, largest);
              queue.read(array, marks, marks.length);
              return Arrays.stream(marks).sum();
            });
    return Optional.of(held(request, use, room.get(), replaced));
  }

  private void requireStorable(double number) {
    if (precision == Precision.FLOAT && number != (float) number) {
      throw new IllegalArgumentException("Jacobians in float reset to " + number);
    }
  }

  @Override
  public Optional<HeldJacobians> held(
      States starts, JacobianForm form, JacobianUse use, double[] kept) {
    WalkRequest request = WalkRequest.range(1, form, starts, 0, 0);
    return holds
        ? workspace
            .take(starts.array(), heldBytes(request))
            .map(array -> held(request, use, array, 0))
        : Optional.empty();
  }

  private HeldJacobians held(
      WalkRequest request, JacobianUse use, DeviceArray array, int replaced) {
    return new DeviceJacobians(workspace, mapPrograms, request, use, array, replaced);
  }

  private long heldBytes(WalkRequest request) {
    return (long) request.segments()
        * request.form().entries(request.stateSize())
        * precision.bytes();
  }

  @Override
  public void trace(InputBlock inputs, int from, int to, double[] state, StateVisitor visitor) {
    jvm.trace(inputs, from, to, state, visitor);
  }

  @Override
  public void record(
      InputBlock inputs, int segmentLength, int from, int to, States starts, Numbers states) {
    if (to - from <= tuning.few()) {
      jvm.record(inputs, segmentLength, from, to, starts, states);
      return;
    }
    WalkProgram program = program(JacobianForm.ZERO, true, inputs);
    int together = together(program, inputs, to - from, 0);
    for (int first = from; first < to; first += together) {
      int count = Math.min(together, to - first);
      int steps = recorded(inputs, segmentLength, count);
      DeviceLanes lanes = lanes(program, inputs, segmentLength, count, steps, 0);
      new DeviceRecord(inputs, segmentLength, first, count, starts)
          .run(lanes, steps, states, (first - from) * segmentLength);
    }
    deviceSteps +=
        Math.min((long) to * segmentLength, inputs.steps()) - (long) from * segmentLength;
  }

  /** Steps whose states have room at once. */
  private int recorded(InputBlock inputs, int segmentLength, int lanes) {
    long room = room(inputs) / precision.bytes();
    long step = (long) lanes * model.stateSize();
    long most =
        Math.min(Math.min(room, workspace.largestArray() / precision.bytes()), MOST_RECORDED);
    return (int) Math.max(1, Math.min(most / step, segmentLength));
  }

  /** Lanes that have room at once with their states at marks, at least 1. */
  private int together(WalkProgram program, InputBlock inputs, int requested, int marks) {
    long state = (long) program.stateSize() * precision.bytes();
    long products = (long) program.entries() * precision.bytes();
    long spilled = program.spillBytes(1);
    long marked = marks * state;
    long lane = 2 * Integer.BYTES + 2 * state + marked + products + spilled;
    long largest = Math.max(Math.max(state, marked), Math.max(products, spilled));
    long most = Math.min(room(inputs) / lane, workspace.largestArray() / largest);
    return (int) Math.max(1, Math.min(requested, most));
  }

  /** Half of what the block's inputs leave: the other kernels on the device walk too. */
  private long room(InputBlock inputs) {
    long numbers = (long) inputs.inputs().length() + inputs.restarts().states().array().length;
    long steps = (long) inputs.restarts().count() * Integer.BYTES;
    return (workspace.available() - numbers * precision.bytes() - steps) / 2;
  }

  private DeviceLanes lanes(
      WalkProgram program,
      InputBlock inputs,
      int segmentLength,
      int count,
      int recorded,
      int marks) {
    return new DeviceLanes(
        queue, workspace, program, constants, inputs, segmentLength, count, recorded, marks);
  }

  /**
   * @param toTheEnd whether segments are walked to their ends, whatever restarts they come to
   */
  private WalkProgram program(JacobianForm form, boolean toTheEnd, InputBlock inputs) {
    boolean plain = form.entries(1) == 0;
    boolean restarts = plain && toTheEnd && !inputs.restarts().isEmpty();
    return programs.computeIfAbsent(
        new Compiled(plain ? JacobianForm.ZERO : form, restarts),
        key ->
            open.add(
                new WalkProgram(device, model, key.form, key.restarts, precision, tuning.limits()),
                WalkProgram::close));
  }

  @Override
  public void close() {
    open.close();
  }
}

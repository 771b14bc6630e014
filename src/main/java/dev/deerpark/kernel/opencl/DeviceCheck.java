// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.DeviceAddress;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.kernel.opencl.device.Device;
import dev.deerpark.kernel.opencl.device.DeviceArray;
import dev.deerpark.kernel.opencl.device.DeviceInfo;
import dev.deerpark.kernel.opencl.device.DeviceMemory;
import dev.deerpark.kernel.opencl.device.Devices;
import dev.deerpark.kernel.opencl.device.OpenDevices;
import dev.deerpark.kernel.opencl.device.Queue;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Tries a device of this machine: the bits of every kernel text, and how fast it walks and copies.
 *
 * @param number of the device, as tasks are given it
 * @param precision of all walks
 */
public record DeviceCheck(int number, Precision precision) {
  private static final DeviceMemory MEMORY = DeviceMemory.parse("0.5");

  /** Lanes that fill a large GPU, and a few for a processor, which takes them in turns. */
  private static final int LANES = 8192;

  private static final int LANES_OF_PROCESSOR = 256;

  /** Lanes that fill a large GPU whatever the states' size. */
  private static final int FULL = 1 << 17;

  private static final int LAUNCHED_STEPS = 64;

  /** A walk is made longer until it takes so many seconds, so that its start does not count. */
  private static final double ENOUGH = 0.1;

  private static final int LEAST_STEPS = 16;
  private static final int MOST_STEPS = 1 << 12;
  private static final int WALKS = 3;

  /** How long a kernel walks before it counts, until the Java virtual machine has compiled it. */
  private static final long WARM_NANOS = 1_000_000_000;

  /** Numbers that are copied at once to measure that. */
  private static final int COPIED = 1 << 24;

  private static final int COPIES = 4;

  /**
   * A device as people know it.
   *
   * @param number as tasks are given it
   * @param isGpu false for a processor, which stands in for tests
   * @param memoryBytes that are free, or all where its driver does not say
   */
  public record Seen(int number, String name, boolean isGpu, long memoryBytes) {}

  /**
   * How fast a GRU of two inputs walks.
   *
   * @param microseconds a step of a lane on the device
   * @param microsecondsOfCore the same by the jvm kernel on one core
   * @param inputBytesPerSecond that the device reads
   */
  public record Speed(double microseconds, double microsecondsOfCore, double inputBytesPerSecond) {}

  /**
   * The devices of this machine: its GPUs, or processors where there is none.
   *
   * @throws IllegalStateException where there is neither; the message says what to do
   */
  public static List<Seen> devices() {
    List<DeviceInfo> usable = Devices.usable(true);
    return IntStream.range(0, usable.size())
        .mapToObj(
            i -> {
              DeviceInfo info = usable.get(i);
              return new Seen(i, info.name(), info.isGpu(), info.freeBytes());
            })
        .toList();
  }

  /** The models that the bits are tried on, one for each kernel text, by name. */
  public static Map<String, RecurrenceSpec> samples() {
    return SelfTest.Samples.all();
  }

  /** PyTorch's GRU with two inputs, on which the speed is measured. */
  public static RecurrenceSpec gru(int units) {
    return SelfTest.Samples.gru(units);
  }

  /**
   * Numbers of a model's walks, or of their Jacobians, whose bits are not those of the jvm kernel.
   *
   * @throws IllegalStateException for a device that cannot be used; the message says why
   */
  public int differing(RecurrenceSpec model, JacobianForm form) {
    return SelfTest.compare(model, precision, form, this::onCore, this::onDevice).differing();
  }

  /** The same of plain walks of a model, over many series. */
  public int differingOfManySeries(RecurrenceSpec model) {
    return SelfTest.compareManySeries(model, precision, this::onCore, this::onDevice).differing();
  }

  /** How fast a GRU walks here. */
  public Speed speed(int units) {
    RecurrenceSpec model = gru(units);
    try (Kernel device = onDevice(model);
        Kernel core = onCore(model)) {
      double perStep = secondsPerStep(device, lanes());
      double bytes = model.build().inputSize() * precision.bytes();
      return new Speed(
          perStep * 1e6, secondsPerStep(core, LANES_OF_PROCESSOR) * 1e6, bytes / perStep);
    }
  }

  /**
   * The microseconds that a launch takes for a step of a lane of a GRU of two inputs, with more
   * lanes than the device needs to be full.
   */
  public double launchMicroseconds(int units, JacobianForm form) {
    DeviceInfo info = info();
    int lanes = info.isGpu() ? FULL : LANES_OF_PROCESSOR;
    Device device = OpenDevices.ofThisProcess().take(info);
    try {
      return 1e6
          * new LaunchTime(lanes, LAUNCHED_STEPS)
              .secondsPerStep(device, DeviceModels.of(gru(units)), form, precision, MEMORY);
    } finally {
      OpenDevices.ofThisProcess().release(device);
    }
  }

  /** How fast numbers are copied from the heap to the device. */
  public double copiedBytesPerSecond() {
    DeviceInfo info = info();
    Device device = OpenDevices.ofThisProcess().take(info);
    Numbers numbers = precision.allocate(COPIED);
    long bytes = (long) COPIED * precision.bytes();
    try (DeviceArray array = device.allocate(bytes, MEMORY, "A trial of copies");
        Queue queue = new Queue(device, precision)) {
      queue.write(array, numbers);
      long start = System.nanoTime();
      for (int i = 0; i < COPIES; i++) {
        queue.write(array, numbers);
      }
      return COPIES * bytes * 1e9 / (System.nanoTime() - start);
    } finally {
      OpenDevices.ofThisProcess().release(device);
    }
  }

  /** A step of a lane, of a walk whose inputs are on the device already. */
  private double secondsPerStep(Kernel kernel, int lanes) {
    long warm = System.nanoTime() + WARM_NANOS;
    while (System.nanoTime() < warm) {
      seconds(kernel, lanes, LEAST_STEPS);
    }
    int steps = LEAST_STEPS;
    while (seconds(kernel, lanes, steps) < ENOUGH && steps < MOST_STEPS) {
      steps *= 2;
    }
    return seconds(kernel, lanes, steps) / lanes / steps;
  }

  /** The shortest of some walks. */
  private double seconds(Kernel kernel, int lanes, int steps) {
    int inputSize = 2;
    Numbers inputs = precision.allocate(lanes * steps * inputSize);
    for (int i = 0; i < inputs.length(); i++) {
      inputs.set(i, SelfTest.Samples.uniform(1, i));
    }
    // by a block's number the device keeps its inputs
    InputBlock block = new InputBlock(steps, 0, lanes * steps, inputSize, inputs);
    States starts = States.zeros(lanes, kernel.stateSize());
    WalkRequest request = WalkRequest.all(steps, JacobianForm.ZERO, starts);
    WalkResult result = WalkResult.roomFor(request);
    double shortest = Double.MAX_VALUE;
    for (int walk = 0; walk < WALKS; walk++) {
      long start = System.nanoTime();
      kernel.evaluate(block, request, result);
      shortest = Math.min(shortest, (System.nanoTime() - start) / 1e9);
    }
    return shortest;
  }

  private DeviceInfo info() {
    return Devices.usable(true).get(number);
  }

  /** Lanes that fill the device, or a processor in its place. */
  public int lanes() {
    return info().isGpu() ? LANES : LANES_OF_PROCESSOR;
  }

  /** A jvm kernel, which walks on one core; closed by the caller. */
  public Kernel onCore(RecurrenceSpec model) {
    return new JvmKernels(model, precision).open(Optional.empty());
  }

  /** A kernel that leaves nothing to the jvm kernel; closed by the caller. */
  public Kernel onDevice(RecurrenceSpec model) {
    DeviceAddress address = new DeviceAddress(OpenClKernels.KIND, String.valueOf(number));
    return new OpenClKernels(new JvmKernels(model, precision), MEMORY, true)
        .open(Optional.of(address), OpenClKernel.Tuning::withoutFew);
  }
}

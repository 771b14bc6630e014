// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.DeviceAddress;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.kernel.opencl.OpenClKernel.Tuning;
import dev.deerpark.kernel.opencl.device.Device;
import dev.deerpark.kernel.opencl.device.DeviceInfo;
import dev.deerpark.kernel.opencl.device.DeviceMemory;
import dev.deerpark.kernel.opencl.device.Devices;
import dev.deerpark.kernel.opencl.device.OpenDevices;
import dev.deerpark.recurrence.RecurrenceSpec;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Opens kernels on the GPU that a task was given, or on the machine's first.
 *
 * @param jvm opens the kernels that have the same bits, for the same model
 * @param memory that a process uses of a device
 * @param processors whether a processor that OpenCL knows may stand in where there is no GPU
 */
public record OpenClKernels(JvmKernels jvm, DeviceMemory memory, boolean processors)
    implements KernelFactory {
  private static final long serialVersionUID = 1L;

  /** What cluster managers call GPUs. */
  public static final String KIND = "gpu";

  /** Lanes from which on a large GPU is full for all but the smallest states, about. */
  private static final int LANES = 8192;

  /**
   * @throws IllegalArgumentException for a model that is not supported
   */
  public OpenClKernels {
    if (!supports(jvm.model())) {
      throw new IllegalArgumentException(
          "The opencl kernel does not know models of " + jvm.model().getClass() + ".");
    }
  }

  /** Whether there is a kernel for a model. */
  public static boolean supports(RecurrenceSpec model) {
    return DeviceModels.know(model) && JvmKernels.supports(model);
  }

  @Override
  public String name() {
    return "opencl";
  }

  @Override
  public boolean walksRestarts() {
    return true;
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public Optional<String> deviceKind() {
    return Optional.of(KIND);
  }

  @Override
  public long keptBytes() {
    try {
      DeviceInfo info = Devices.choose(Optional.empty(), processors);
      boolean holds = info.hasArithmetic(Precision.DOUBLE);
      return holds ? Workspace.kept(memory.of(info.freeBytes())) : 0;
    } catch (IllegalStateException none) {
      // executors may have devices where the driver has none
      return 0;
    }
  }

  @Override
  public Kernel open(Optional<DeviceAddress> address) {
    return open(address, UnaryOperator.identity());
  }

  /**
   * Opens a kernel.
   *
   * @param tuned what the device is asked for, from what is usual for it
   */
  OpenClKernel open(Optional<DeviceAddress> address, UnaryOperator<Tuning> tuned) {
    DeviceInfo info = Devices.choose(address, processors);
    info.requireArithmetic(jvm.precision());
    Device device = OpenDevices.ofThisProcess().take(info);
    try {
      OpenDevices.ofThisProcess()
          .testOnce(
              device,
              jvm.precision(),
              () ->
                  SelfTest.run(
                      info.name(),
                      jvm.precision(),
                      model -> new JvmKernels(model, jvm.precision()).open(Optional.empty()),
                      model -> tested(info, model)));
      return kernel(device, jvm, tuned.apply(tuning(info, Tuning.FEW)));
    } finally {
      OpenDevices.ofThisProcess().release(device);
    }
  }

  private Tuning tuning(DeviceInfo info, int few) {
    return new Tuning(memory, few, Tuning.WORTH_A_LAUNCH, info.limits());
  }

  /** A kernel that leaves nothing to the jvm kernel. */
  private Kernel tested(DeviceInfo info, RecurrenceSpec model) {
    Device device = OpenDevices.ofThisProcess().take(info);
    try {
      return kernel(device, new JvmKernels(model, jvm.precision()), tuning(info, 0));
    } finally {
      OpenDevices.ofThisProcess().release(device);
    }
  }

  private OpenClKernel kernel(Device device, JvmKernels same, Tuning tuning) {
    Kernel jvmKernel = same.open(Optional.empty());
    return new OpenClKernel(device, jvmKernel, same.model(), same.precision(), tuning);
  }

  /** By the jvm kernel: the driver may have no device. */
  @Override
  public Kernel openForProbe() {
    return jvm.openForProbe();
  }
}

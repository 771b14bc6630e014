// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.kernel.opencl.DeviceCheck;
import dev.deerpark.kernel.opencl.DeviceCheck.Seen;
import dev.deerpark.kernel.opencl.DeviceCheck.Speed;
import dev.deerpark.kernel.opencl.device.DeviceMemory;
import dev.deerpark.plan.KernelSelection;
import dev.deerpark.plan.KernelSelection.Gpus;
import dev.deerpark.plan.KernelSelection.Machines;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.settings.GpuCheckSettings;
import dev.deerpark.settings.KernelChoice;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The use case of the command {@code gpu-check}: what the opencl kernel does on this machine. It
 * starts no Spark.
 */
public final class GpuCheck {
  /** Compilers are slow: models whose turn comes after a minute are left out. */
  private static final Effort USUAL =
      new Effort(Duration.ofSeconds(60), List.of(32, 64, 256), List.of(8, 32, 64, 128, 256));

  /** Launches of a processor, which is slow, are of the first sizes only. */
  private static final int OF_PROCESSOR = 2;

  /** Of a TFLOP/s. */
  private static final double FLOPS_PER_MICROSECOND = 1e6;

  private static final List<JacobianForm> FORMS =
      List.of(JacobianForm.ZERO, JacobianForm.DIAGONAL, JacobianForm.DENSE);
  private static final int SWEPT_STEPS = 8;
  private static final double LAMBDA = 0.1;

  /** Filters with full covariances take long: so many times fewer segments are enough. */
  private static final int SHORTER = 8;

  private static final double GIGABYTE = 1e9;
  private static final double GIBIBYTE = 1 << 30;

  private final Precision precision;
  private final Console console;
  private final Effort effort;

  /**
   * What a check takes its time for.
   *
   * @param forBits after which no further model's bits are tried
   * @param units of the GRUs whose walks are measured, copies and all; the first one's sweeps too
   * @param launched units of the GRUs whose launches are measured
   */
  record Effort(Duration forBits, List<Integer> units, List<Integer> launched) {}

  /**
   * @param console hears what happens
   */
  public GpuCheck(GpuCheckSettings settings, Console console) {
    this(settings, console, USUAL);
  }

  GpuCheck(GpuCheckSettings settings, Console console, Effort effort) {
    this.precision = settings.precision();
    this.console = console;
    this.effort = effort;
  }

  /**
   * Looks at all devices, and tries the first.
   *
   * @return {@link ExitStatus#FAILED} where a number differs
   * @throws BadInputException where there is no device, or one that cannot be used
   */
  public ExitStatus run() {
    try {
      return check();
    } catch (IllegalStateException unusable) {
      throw new BadInputException("gpu-check: " + unusable.getMessage(), unusable);
    }
  }

  private ExitStatus check() {
    requireVectors();
    List<Seen> devices = DeviceCheck.devices();
    console.line("Devices, by the number that a task is given");
    devices.forEach(this::show);
    int differing = bits(new DeviceCheck(0, precision));
    if (differing > 0) {
      console.warning(
          "Device 0 does not give the bits of the jvm kernel. Try another driver; auto would not use"
              + " it where its self-test fails.");
      return ExitStatus.FAILED;
    }
    for (Seen other : devices.subList(1, devices.size())) {
      requireSame(new DeviceCheck(other.number(), precision));
    }
    launches(new DeviceCheck(0, precision), devices.get(0).isGpu());
    speed(new DeviceCheck(0, precision));
    sweeps(new DeviceCheck(0, precision));
    console.line("");
    console.line(choice(devices.get(0).isGpu()));
    return ExitStatus.DONE;
  }

  private static void requireVectors() {
    if (!JvmKernels.isAvailable()) {
      throw new IllegalStateException(
          "this Java virtual machine has no Vector API, which the opencl kernel is compared with."
              + " Start by submit/gpu-check, or add "
              + JvmKernels.FLAG
              + ".");
    }
  }

  private void show(Seen device) {
    line(
        "  %d  %s, %.1f GiB, %s",
        device.number(),
        device.name(),
        device.memoryBytes() / GIBIBYTE,
        device.isGpu() ? "a GPU" : "a processor, for tests: OpenCL knows no GPU here");
  }

  /** How many numbers of all models differ. */
  private int bits(DeviceCheck device) {
    line("");
    line("Bits of the jvm kernel in %s, plain, with diagonals, with full Jacobians", name());
    int all = 0;
    long end = System.nanoTime() + effort.forBits.toNanos();
    boolean isFirst = true;
    for (var sample : DeviceCheck.samples().entrySet()) {
      if (!isFirst && System.nanoTime() > end) {
        line("  %-20s  not tried: %d s are over", sample.getKey(), effort.forBits.toSeconds());
        continue;
      }
      isFirst = false;
      StringBuilder said = new StringBuilder();
      for (JacobianForm form : FORMS) {
        int differing = device.differing(sample.getValue(), form);
        said.append(said(differing));
        all += differing;
      }
      line("  %-20s%s", sample.getKey(), said);
    }
    int ofMany = device.differingOfManySeries(DeviceCheck.samples().get("gru"));
    line("  %-20s%s", "gru, many series", said(ofMany));
    return all + ofMany;
  }

  private static String said(int differing) {
    return differing == 0 ? "  same" : "  " + differing + " DIFFER";
  }

  /** The other devices pass their self-test, or fail by an exception. */
  private void requireSame(DeviceCheck device) {
    RecurrenceSpec model = DeviceCheck.gru(effort.units.get(0));
    if (device.differing(model, JacobianForm.ZERO) > 0) {
      throw new IllegalStateException(
          "device " + device.number() + " does not give the bits of the jvm kernel.");
    }
    line("  device %d passes its self-test", device.number());
  }

  /** What the device does in a launch, without copies. */
  private void launches(DeviceCheck device, boolean isGpu) {
    line("");
    line("A step of a lane in %s, in launches that fill the device", name());
    line("                           us   TFLOP/s  with diagonals, us");
    for (int units : isGpu ? effort.launched : ofProcessor()) {
      double plain = device.launchMicroseconds(units, JacobianForm.ZERO);
      double withDiagonals = device.launchMicroseconds(units, JacobianForm.DIAGONAL);
      line(
          "  GRU of %3d units  %10.3e  %8.1f  %.3e (%.2f times)",
          units,
          plain,
          products(units) / plain / FLOPS_PER_MICROSECOND,
          withDiagonals,
          withDiagonals / plain);
    }
  }

  private List<Integer> ofProcessor() {
    return effort.launched.stream().limit(OF_PROCESSOR).toList();
  }

  /** Additions and multiplications of a GRU's matrix products, of which it has two inputs. */
  private static double products(int units) {
    return 2.0 * 3 * units * (units + 2);
  }

  private void speed(DeviceCheck device) {
    line("");
    line("A step of a lane in %s, copies and all      us  inputs, GB/s  jvm, one core, us", name());
    for (int units : effort.units) {
      Speed speed = device.speed(units);
      line(
          "  GRU of %3d units  %32.6f  %12.3f  %.3f (%.1f times)",
          units,
          speed.microseconds(),
          speed.inputBytesPerSecond() / GIGABYTE,
          speed.microsecondsOfCore(),
          speed.microsecondsOfCore() / speed.microseconds());
    }
    line(
        "  Copies to the device: %.1f GB/s, the most for inputs that do not stay there",
        device.copiedBytesPerSecond() / GIGABYTE);
  }

  /** Sweeps whose Jacobians stay on the device, where their maps are folded. */
  private void sweeps(DeviceCheck device) {
    RecurrenceSpec model = DeviceCheck.gru(effort.units.get(0));
    line("");
    line(
        "A sweep over segments of %d steps, GRU of %d units         ms  jvm, one core, ms",
        SWEPT_STEPS, effort.units.get(0));
    try (Kernel onDevice = device.onDevice(model);
        Kernel onCore = device.onCore(model)) {
      SweepTime time =
          new SweepTime(precision, model.build().inputSize(), device.lanes(), SWEPT_STEPS);
      Damping filter = Damping.filter(LAMBDA);
      sweep(time, onDevice, onCore, JacobianForm.DIAGONAL, Damping.NONE);
      sweep(time, onDevice, onCore, JacobianForm.DENSE, Damping.NONE);
      sweep(time, onDevice, onCore, JacobianForm.DIAGONAL, filter);
      sweep(time.shorter(SHORTER), onDevice, onCore, JacobianForm.DENSE, filter);
    }
  }

  private void sweep(
      SweepTime time, Kernel onDevice, Kernel onCore, JacobianForm form, Damping damping) {
    double seconds = time.seconds(onDevice, form, damping);
    double secondsOfCore = time.seconds(onCore, form, damping);
    line(
        "  %,5d, with %-24s  %16.2f  %.2f (%.1f times)",
        time.segments(),
        (form == JacobianForm.DENSE ? "full Jacobians" : "diagonals")
            + (damping.filters() ? ", filtered" : ""),
        seconds * 1e3,
        secondsOfCore * 1e3,
        secondsOfCore / seconds);
  }

  /** What auto would choose for a model that the opencl kernel knows. */
  private String choice(boolean isGpu) {
    String without = chosen(Gpus.NONE);
    return isGpu
        ? String.format(
            Locale.ROOT,
            "auto would choose %s where Spark gives tasks a GPU, as by --gpus 1, else %s",
            chosen(Gpus.GIVEN),
            without)
        : "auto would choose " + without + ": a processor is no GPU";
  }

  private String chosen(Gpus gpus) {
    Model model = Model.of("sample", "gru", DeviceCheck.gru(effort.units.get(0)), 1, "");
    DeviceMemory memory = DeviceMemory.parse("0.8");
    Machines machines = new Machines(JvmKernels.isAvailable(), gpus);
    return KernelSelection.of(KernelChoice.AUTO, model, precision, memory, machines)
        .factory()
        .name();
  }

  private String name() {
    return precision.name().toLowerCase(Locale.ROOT);
  }

  private void line(String format, Object... values) {
    console.line(String.format(Locale.ROOT, format, values));
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.opencl.device.Device;
import dev.deerpark.kernel.opencl.device.DeviceArray;
import dev.deerpark.kernel.opencl.device.DeviceMemory;
import dev.deerpark.kernel.opencl.device.Queue;
import dev.deerpark.recurrence.JacobianForm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The time of a walk's launch alone: what the device does, without what is copied and what the host
 * makes of it.
 *
 * @param lanes that walk
 * @param steps of each
 */
record LaunchTime(int lanes, int steps) {
  private static final int TIMES = 3;

  /**
   * Launches that are timed together take so many nanoseconds, so that it does not count what the
   * host needs to begin and to see the end.
   */
  private static final double ENOUGH = 1e7;

  /** Seconds for a step of a lane, the shortest of some times. */
  double secondsPerStep(
      Device device,
      DeviceModel model,
      JacobianForm form,
      Precision precision,
      DeviceMemory memory) {
    int bytes = precision.bytes();
    long states = (long) lanes * model.stateSize() * bytes;
    long products = (long) lanes * form.entries(model.stateSize()) * bytes;
    List<DeviceArray> taken = new ArrayList<>();
    try (Queue queue = new Queue(device, precision);
        WalkProgram program =
            new WalkProgram(device, model, form, false, precision, device.info().limits())) {
      Numbers noise = precision.allocate(lanes * steps * Math.max(1, model.inputSize()));
      for (int i = 0; i < noise.length(); i++) {
        noise.set(i, SelfTest.Samples.uniform(1, i));
      }
      long[] sizes = {
        (long) noise.length() * bytes,
        (long) lanes * Integer.BYTES,
        states,
        states,
        Math.max(1, products),
        Math.max(1, program.spillBytes(lanes)),
        Math.max(1, (long) model.constants().length * bytes)
      };
      for (long size : sizes) {
        taken.add(device.allocate(size, memory, "A trial of launches"));
      }
      DeviceArray starts = taken.get(2);
      queue.write(taken.get(0), noise);
      queue.write(taken.get(1), IntStream.range(0, lanes).toArray(), lanes);
      queue.clear(starts);
      queue.write(taken.get(6), model.constants(), model.constants().length);
      WalkProgram.Arrays arrays =
          new WalkProgram.Arrays(
              taken.get(0),
              taken.get(1),
              starts,
              taken.get(3),
              taken.get(4),
              starts,
              taken.get(5),
              taken.get(6),
              starts,
              starts,
              WalkProgram.RestartArrays.none(starts));
      return shortest(queue, program, arrays) / lanes / steps;
    } finally {
      taken.forEach(DeviceArray::close);
    }
  }

  private double shortest(Queue queue, WalkProgram program, WalkProgram.Arrays arrays) {
    WalkProgram.Leg leg = new WalkProgram.Leg(lanes, steps, lanes * steps, 0, steps, false, 0);
    nanoseconds(queue, program, arrays, leg, 1);
    int launches = (int) (1 + ENOUGH / nanoseconds(queue, program, arrays, leg, 1));
    double shortest = Double.MAX_VALUE;
    for (int time = 0; time < TIMES; time++) {
      shortest = Math.min(shortest, nanoseconds(queue, program, arrays, leg, launches) / launches);
    }
    return shortest / 1e9;
  }

  private static double nanoseconds(
      Queue queue,
      WalkProgram program,
      WalkProgram.Arrays arrays,
      WalkProgram.Leg leg,
      int launches) {
    long start = System.nanoTime();
    for (int launch = 0; launch < launches; launch++) {
      program.launch(queue, arrays, leg);
    }
    queue.finish();
    return System.nanoTime() - start;
  }
}

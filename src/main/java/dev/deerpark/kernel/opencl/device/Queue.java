// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl.device;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.OpenResources;
import dev.deerpark.base.Precision;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL12;
import org.lwjgl.system.MemoryStack;

/**
 * Copies to and from a device, and launches: one after the other, for one thread at a time. A copy
 * to the device has left its array when the call returns; one from the device has arrived.
 */
public final class Queue implements AutoCloseable {
  /** Numbers that are rounded at once: few enough to stay in a core's cache. */
  private static final int CONVERTED = 1 << 11;

  private final long queue;
  private final Precision precision;
  private final Staging staging;

  /** On their way between the heap's doubles and a device's floats. */
  private final float[] converted = new float[CONVERTED];

  /** Fills or empties a buffer with numbers from a place on, as many as it takes. */
  private interface Piece {
    void move(ByteBuffer bytes, int from, int count);
  }

  /**
   * @param precision of all numbers
   */
  public Queue(Device device, Precision precision) {
    this.precision = precision;
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer code = stack.mallocInt(1);
      this.queue = CL12.clCreateCommandQueue(device.context(), device.info().id(), 0, code);
      OpenCl.check(code.get(0), "clCreateCommandQueue");
    }
    try {
      this.staging = new Staging(device.context(), queue);
    } catch (Throwable failure) {
      CL12.clReleaseCommandQueue(queue);
      throw failure;
    }
  }

  /** Copies numbers into the beginning of an array, and waits until they are there. */
  public void write(DeviceArray array, Numbers numbers) {
    write(
        array,
        precision.bytes(),
        numbers.length(),
        (bytes, from, count) -> {
          if (numbers instanceof Numbers.Floats floats) {
            bytes.asFloatBuffer().put(floats.array(), from, count);
          } else {
            bytes.asDoubleBuffer().put(((Numbers.Doubles) numbers).array(), from, count);
          }
        });
    finish();
  }

  /** Copies {@code count} numbers from the first on, rounded, into the beginning of an array. */
  public void write(DeviceArray array, double[] numbers, int count) {
    write(array, precision, numbers, count);
  }

  /**
   * Copies {@code count} numbers from the first on, as they are, into the beginning of an array.
   */
  public void writeDoubles(DeviceArray array, double[] numbers, int count) {
    write(array, Precision.DOUBLE, numbers, count);
  }

  private void write(DeviceArray array, Precision stored, double[] numbers, int count) {
    write(
        array,
        stored.bytes(),
        count,
        (bytes, from, some) -> {
          if (stored == Precision.FLOAT) {
            narrow(numbers, from, some, bytes.asFloatBuffer());
          } else {
            bytes.asDoubleBuffer().put(numbers, from, some);
          }
        });
  }

  /** Makes all numbers of an array zeros, without waiting. */
  public void clear(DeviceArray array) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      ByteBuffer zero = stack.calloc(Integer.BYTES);
      OpenCl.check(
          CL12.clEnqueueFillBuffer(queue, array.handle(), zero, 0, array.bytes(), null, null),
          "clEnqueueFillBuffer");
    }
  }

  /** Copies whole numbers into the beginning of an array. */
  public void write(DeviceArray array, int[] numbers, int count) {
    write(
        array,
        Integer.BYTES,
        count,
        (bytes, from, some) -> bytes.asIntBuffer().put(numbers, from, some));
  }

  private void write(DeviceArray array, int width, int count, Piece fill) {
    int most = Staging.BYTES / width;
    for (int from = 0; from < count; from += most) {
      int some = Math.min(most, count - from);
      fill.move(staging.next(some * width), from, some);
      staging.write(array, (long) from * width);
    }
  }

  /** Waits and copies {@code count} numbers from {@code first} on to {@code to}. */
  public void read(DeviceArray array, long first, double[] numbers, int to, int count) {
    read(array, precision, first, numbers, to, count);
  }

  /** Waits and copies the first doubles of an array. */
  public void readDoubles(DeviceArray array, double[] numbers, int count) {
    read(array, Precision.DOUBLE, 0, numbers, 0, count);
  }

  private void read(
      DeviceArray array, Precision stored, long first, double[] numbers, int to, int count) {
    read(
        array,
        stored.bytes(),
        first,
        count,
        (bytes, from, some) -> {
          if (stored == Precision.FLOAT) {
            widen(bytes.asFloatBuffer(), numbers, to + from, some);
          } else {
            bytes.asDoubleBuffer().get(numbers, to + from, some);
          }
        });
  }

  /** The same for numbers of this precision. */
  public void read(DeviceArray array, long first, Numbers numbers, int to, int count) {
    read(
        array,
        precision.bytes(),
        first,
        count,
        (bytes, from, some) -> {
          if (numbers instanceof Numbers.Floats floats) {
            bytes.asFloatBuffer().get(floats.array(), to + from, some);
          } else {
            bytes.asDoubleBuffer().get(((Numbers.Doubles) numbers).array(), to + from, some);
          }
        });
  }

  /** Waits and copies the first whole numbers of an array. */
  public void read(DeviceArray array, int[] numbers, int count) {
    read(
        array,
        Integer.BYTES,
        0,
        count,
        (bytes, from, some) -> bytes.asIntBuffer().get(numbers, from, some));
  }

  /** Copies piece by piece: one is on its way while the one before is taken out. */
  private void read(DeviceArray array, int width, long first, int count, Piece take) {
    int most = Staging.BYTES / width;
    int before = -1;
    for (int from = 0; from < count; from += most) {
      int coming =
          staging.read(array, (first + from) * width, Math.min(most, count - from) * width);
      if (before >= 0) {
        take.move(staging.arrived(before), from - most, most);
      }
      before = coming;
    }
    if (before >= 0) {
      int last = (count - 1) / most * most;
      take.move(staging.arrived(before), last, count - last);
    }
  }

  /** Rounds numbers, by way of an array: a buffer takes many at once. */
  private void narrow(double[] numbers, int from, int count, FloatBuffer into) {
    for (int done = 0; done < count; done += converted.length) {
      int some = Math.min(converted.length, count - done);
      for (int i = 0; i < some; i++) {
        converted[i] = (float) numbers[from + done + i];
      }
      into.put(converted, 0, some);
    }
  }

  private void widen(FloatBuffer floats, double[] numbers, int to, int count) {
    for (int done = 0; done < count; done += converted.length) {
      int some = Math.min(converted.length, count - done);
      floats.get(converted, 0, some);
      for (int i = 0; i < some; i++) {
        numbers[to + done + i] = converted[i];
      }
    }
  }

  /** Waits until everything is done. */
  public void finish() {
    OpenCl.check(CL12.clFinish(queue), "clFinish");
  }

  /** Launches without waiting. */
  void launch(long kernel, long groups, int items) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      PointerBuffer global = stack.pointers(Math.multiplyExact(groups, items));
      PointerBuffer local = stack.pointers(items);
      OpenCl.check(
          CL12.clEnqueueNDRangeKernel(queue, kernel, 1, null, global, local, null, null),
          "a launch");
    }
  }

  @Override
  public void close() {
    try (OpenResources rest = new OpenResources()) {
      rest.add(() -> CL12.clReleaseCommandQueue(queue));
      rest.add(staging::close);
      CL12.clFinish(queue);
    }
  }
}

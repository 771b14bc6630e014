// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl.device;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL12;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/**
 * Copies to and from a device, and launches: one after the other, for one thread at a time. Numbers
 * pass through memory outside of the heap, since a copy from the heap keeps the garbage collector
 * waiting.
 */
public final class Queue implements AutoCloseable {
  /** Numbers that are copied at once. */
  private static final int PIECE = 1 << 22;

  /** Numbers that are rounded at once: few enough to stay in a core's cache. */
  private static final int CONVERTED = 1 << 11;

  private final long queue;
  private final Precision precision;

  /** On their way between the heap's doubles and a device's floats. */
  private final float[] converted = new float[CONVERTED];

  private ByteBuffer staging = MemoryUtil.memAlloc(1 << 12);

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
  }

  /** Copies numbers into the beginning of an array. */
  public void write(DeviceArray array, Numbers numbers) {
    for (int from = 0; from < numbers.length(); from += PIECE) {
      int count = Math.min(PIECE, numbers.length() - from);
      ByteBuffer bytes = room(count * precision.bytes());
      if (numbers instanceof Numbers.Floats floats) {
        bytes.asFloatBuffer().put(floats.array(), from, count);
      } else {
        bytes.asDoubleBuffer().put(((Numbers.Doubles) numbers).array(), from, count);
      }
      write(array, (long) from * precision.bytes(), bytes);
    }
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
    for (int from = 0; from < count; from += PIECE) {
      int piece = Math.min(PIECE, count - from);
      ByteBuffer bytes = room(piece * stored.bytes());
      if (stored == Precision.FLOAT) {
        narrow(numbers, from, piece, bytes.asFloatBuffer());
      } else {
        bytes.asDoubleBuffer().put(numbers, from, piece);
      }
      write(array, (long) from * stored.bytes(), bytes);
    }
  }

  /** Rounds numbers: by way of an array, since a buffer takes many at once. */
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

  private void write(DeviceArray array, long to, ByteBuffer bytes) {
    OpenCl.check(
        CL12.clEnqueueWriteBuffer(queue, array.handle(), true, to, bytes, null, null),
        "a copy to the device");
  }

  /** Copies whole numbers into the beginning of an array. */
  public void write(DeviceArray array, int[] numbers, int count) {
    for (int from = 0; from < count; from += PIECE) {
      int piece = Math.min(PIECE, count - from);
      ByteBuffer bytes = room(piece * Integer.BYTES);
      bytes.asIntBuffer().put(numbers, from, piece);
      write(array, (long) from * Integer.BYTES, bytes);
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
    for (int from = 0; from < count; from += PIECE) {
      int piece = Math.min(PIECE, count - from);
      ByteBuffer bytes = read(array, (first + from) * stored.bytes(), piece * stored.bytes());
      if (stored == Precision.FLOAT) {
        widen(bytes.asFloatBuffer(), numbers, to + from, piece);
      } else {
        bytes.asDoubleBuffer().get(numbers, to + from, piece);
      }
    }
  }

  /** The same for numbers of this precision. */
  public void read(DeviceArray array, long first, Numbers numbers, int to, int count) {
    for (int from = 0; from < count; from += PIECE) {
      int piece = Math.min(PIECE, count - from);
      int length = piece * precision.bytes();
      ByteBuffer bytes = read(array, (first + from) * precision.bytes(), length);
      if (numbers instanceof Numbers.Floats floats) {
        bytes.asFloatBuffer().get(floats.array(), to + from, piece);
      } else {
        bytes.asDoubleBuffer().get(((Numbers.Doubles) numbers).array(), to + from, piece);
      }
    }
  }

  /** Waits and copies the first whole numbers of an array. */
  public void read(DeviceArray array, int[] numbers, int count) {
    for (int from = 0; from < count; from += PIECE) {
      int piece = Math.min(PIECE, count - from);
      read(array, (long) from * Integer.BYTES, piece * Integer.BYTES)
          .asIntBuffer()
          .get(numbers, from, piece);
    }
  }

  private ByteBuffer read(DeviceArray array, long from, int length) {
    ByteBuffer bytes = room(length);
    OpenCl.check(
        CL12.clEnqueueReadBuffer(queue, array.handle(), true, from, bytes, null, null),
        "a copy from the device");
    return bytes;
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

  private ByteBuffer room(int bytes) {
    if (bytes > staging.capacity()) {
      MemoryUtil.memFree(staging);
      staging = MemoryUtil.memAlloc(bytes);
    }
    return staging.clear().limit(bytes);
  }

  @Override
  public void close() {
    CL12.clFinish(queue);
    CL12.clReleaseCommandQueue(queue);
    MemoryUtil.memFree(staging);
  }
}

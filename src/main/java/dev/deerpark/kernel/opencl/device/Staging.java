// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl.device;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL12;
import org.lwjgl.system.MemoryStack;

/**
 * Two buffers outside of the heap through which a queue copies, in memory that a device reads and
 * writes by itself: while one is on its way, the other is filled or emptied. For one thread at a
 * time.
 */
final class Staging implements AutoCloseable {
  /** Bytes of a buffer. */
  static final int BYTES = 1 << 22;

  private static final int BUFFERS = 2;

  private final long queue;
  private final long[] memory = new long[BUFFERS];
  private final ByteBuffer[] buffers = new ByteBuffer[BUFFERS];

  /** What is under way by each buffer; 0 where nothing is. */
  private final long[] events = new long[BUFFERS];

  private int turn;

  Staging(long context, long queue) {
    this.queue = queue;
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer code = stack.mallocInt(1);
      for (int i = 0; i < BUFFERS; i++) {
        long flags = CL12.CL_MEM_READ_WRITE | CL12.CL_MEM_ALLOC_HOST_PTR;
        memory[i] = CL12.clCreateBuffer(context, flags, BYTES, code);
        OpenCl.check(code.get(0), "memory for copies");
        buffers[i] = map(memory[i], code);
      }
    } catch (Throwable failure) {
      close();
      throw failure;
    }
  }

  private ByteBuffer map(long buffer, IntBuffer code) {
    long flags = CL12.CL_MAP_READ | CL12.CL_MAP_WRITE;
    ByteBuffer mapped =
        CL12.clEnqueueMapBuffer(queue, buffer, true, flags, 0, BYTES, null, null, code, null);
    OpenCl.check(code.get(0), "clEnqueueMapBuffer");
    return mapped;
  }

  /** The next buffer, free to be filled: its limit is that many bytes. */
  ByteBuffer next(int bytes) {
    turn = (turn + 1) % BUFFERS;
    return arrived(turn).clear().limit(bytes);
  }

  /** Sends the buffer that was last taken to a place of an array, without waiting. */
  void write(DeviceArray array, long to) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      PointerBuffer event = stack.mallocPointer(1);
      ByteBuffer bytes = buffers[turn].rewind();
      OpenCl.check(
          CL12.clEnqueueWriteBuffer(queue, array.handle(), false, to, bytes, null, event),
          "a copy to the device");
      events[turn] = event.get(0);
    }
  }

  /** Fetches bytes into the next buffer without waiting; returns which one it is. */
  int read(DeviceArray array, long from, int bytes) {
    ByteBuffer into = next(bytes);
    try (MemoryStack stack = MemoryStack.stackPush()) {
      PointerBuffer event = stack.mallocPointer(1);
      OpenCl.check(
          CL12.clEnqueueReadBuffer(queue, array.handle(), false, from, into, null, event),
          "a copy from the device");
      events[turn] = event.get(0);
    }
    CL12.clFlush(queue);
    return turn;
  }

  /** Waits for what is under way by a buffer. */
  ByteBuffer arrived(int which) {
    if (events[which] != 0) {
      long event = events[which];
      events[which] = 0;
      int code = CL12.clWaitForEvents(event);
      CL12.clReleaseEvent(event);
      OpenCl.check(code, "a copy");
    }
    return buffers[which];
  }

  /** Frees the buffers that there are; nothing may be under way. */
  @Override
  public void close() {
    for (int i = 0; i < BUFFERS; i++) {
      if (events[i] != 0) {
        CL12.clReleaseEvent(events[i]);
      }
      if (buffers[i] != null) {
        CL12.clEnqueueUnmapMemObject(queue, memory[i], buffers[i], null, null);
      }
      if (memory[i] != 0) {
        CL12.clReleaseMemObject(memory[i]);
      }
    }
    CL12.clFinish(queue);
  }
}

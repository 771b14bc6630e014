// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl.device;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL12;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/**
 * An open device: allocates and counts its memory, compiles and keeps programs. For all threads.
 * Closing it frees what it compiled; arrays are closed by whoever allocated them.
 */
public final class Device implements AutoCloseable {
  /** What a compiler's log is cut to in a message. */
  private static final int LOG = 2000;

  private final DeviceInfo info;
  private final long freeBytes;
  private final long largestArray;
  private final long context;
  private final Map<String, Long> programs = new HashMap<>();
  private final DeviceStore store = new DeviceStore();
  private long used;

  public Device(DeviceInfo info) {
    this.info = info;
    this.freeBytes = info.freeBytes();
    this.largestArray = info.largestArray();
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer code = stack.mallocInt(1);
      PointerBuffer properties = stack.mallocPointer(3);
      properties.put(CL12.CL_CONTEXT_PLATFORM).put(info.platform()).put(0).flip();
      this.context = CL12.clCreateContext(properties, stack.pointers(info.id()), null, 0, code);
      OpenCl.check(code.get(0), "clCreateContext");
    }
  }

  public DeviceInfo info() {
    return info;
  }

  long context() {
    return context;
  }

  /** Whether it still takes commands. */
  boolean works() {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer code = stack.mallocInt(1);
      long queue = CL12.clCreateCommandQueue(context, info.id(), 0, code);
      if (code.get(0) != CL12.CL_SUCCESS) {
        return false;
      }
      int marked = CL12.clEnqueueBarrierWithWaitList(queue, null, null);
      int finished = CL12.clFinish(queue);
      CL12.clReleaseCommandQueue(queue);
      return marked == CL12.CL_SUCCESS && finished == CL12.CL_SUCCESS;
    }
  }

  /** What stays in its memory between sweeps. */
  public DeviceStore store() {
    return store;
  }

  /** Bytes that are allocated. */
  public synchronized long used() {
    return used;
  }

  /** Bytes that are not yet allocated of what a process may use. */
  public synchronized long available(DeviceMemory memory) {
    return Math.max(0, memory.of(freeBytes) - used);
  }

  /** Bytes that one array can have. */
  public long largestArray() {
    return largestArray;
  }

  /**
   * Allocates an array.
   *
   * @param bytes at least 1
   * @param memory how much the process may use
   * @param what it is for, for people
   * @throws DeviceMemoryException where there is no room for it
   */
  public synchronized DeviceArray allocate(long bytes, DeviceMemory memory, String what) {
    if (bytes > Math.min(largestArray, available(memory))) {
      throw new DeviceMemoryException(
          String.format(
              Locale.ROOT,
              "%s need %,d bytes on the device %s, where %,d of %,d are in use and an array may have"
                  + " %,d: give a larger --device-memory, or smaller blocks by --block-steps.",
              what,
              bytes,
              info.name(),
              used,
              memory.of(freeBytes),
              largestArray));
    }
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer code = stack.mallocInt(1);
      long handle = CL12.clCreateBuffer(context, CL12.CL_MEM_READ_WRITE, bytes, code);
      OpenCl.check(code.get(0), what);
      used += bytes;
      return new DeviceArray(this, handle, bytes);
    }
  }

  /** Frees an array of this device. */
  public synchronized void free(DeviceArray array) {
    CL12.clReleaseMemObject(array.handle());
    used -= array.bytes();
  }

  /**
   * A new kernel of a program, which is compiled where it is not yet.
   *
   * @param options for the compiler
   * @throws IllegalStateException where it does not compile
   */
  synchronized long kernel(String source, String options, String name) {
    long program =
        programs.computeIfAbsent(options + '\n' + source, key -> compile(source, options));
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer code = stack.mallocInt(1);
      long kernel = CL12.clCreateKernel(program, name, code);
      OpenCl.check(code.get(0), "clCreateKernel");
      return kernel;
    }
  }

  private long compile(String source, String options) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer code = stack.mallocInt(1);
      long program = CL12.clCreateProgramWithSource(context, source, code);
      OpenCl.check(code.get(0), "clCreateProgramWithSource");
      int built = CL12.clBuildProgram(program, info.id(), options, null, 0);
      if (built != CL12.CL_SUCCESS) {
        String log = log(program);
        CL12.clReleaseProgram(program);
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "The device %s does not compile the kernel (OpenCL error %d, options %s): %s",
                info.name(),
                built,
                options,
                log.substring(0, Math.min(LOG, log.length()))));
      }
      return program;
    }
  }

  private String log(long program) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      PointerBuffer size = stack.callocPointer(1);
      int what = CL12.CL_PROGRAM_BUILD_LOG;
      CL12.clGetProgramBuildInfo(program, info.id(), what, (ByteBuffer) null, size);
      ByteBuffer log = ByteBuffer.allocateDirect((int) size.get(0) + 1);
      log.limit((int) size.get(0));
      CL12.clGetProgramBuildInfo(program, info.id(), what, log, null);
      return MemoryUtil.memUTF8Safe(MemoryUtil.memAddress(log, 0));
    }
  }

  @Override
  public synchronized void close() {
    programs.values().forEach(CL12::clReleaseProgram);
    programs.clear();
    CL12.clReleaseContext(context);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl.device;

import dev.deerpark.base.Precision;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.AMDDeviceAttributeQuery;
import org.lwjgl.opencl.CL12;
import org.lwjgl.opencl.KHRPCIBusInfo;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/**
 * A device as OpenCL describes it.
 *
 * @param platform its driver's handle
 * @param id its own handle, the same in all the process
 * @param order of its enumeration
 */
public record DeviceInfo(long platform, long id, int order) {
  /** Extensions that have questions of their own; a driver without one may answer anything. */
  private static final String STANDARD = "cl_khr_pci_bus_info";

  private static final String NVIDIA = "cl_nv_device_attribute_query";
  private static final String AMD = "cl_amd_device_attribute_query";

  /** NVIDIA's own words for bus, slot and domain: cl_nv_device_attribute_query. */
  private static final int PCI_BUS_NV = 0x4008;

  private static final int PCI_SLOT_NV = 0x4009;
  private static final int PCI_DOMAIN_NV = 0x400A;

  private static final long KIBIBYTE = 1024;

  /**
   * Where devices lie on the bus, as nvidia-smi and its like number them; the others after them.
   */
  public static final Comparator<DeviceInfo> BY_PCI_ADDRESS =
      Comparator.<DeviceInfo>comparingLong(info -> info.pciAddress().orElse(Long.MAX_VALUE))
          .thenComparingInt(DeviceInfo::order);

  public boolean isGpu() {
    return (number(CL12.CL_DEVICE_TYPE) & CL12.CL_DEVICE_TYPE_GPU) != 0;
  }

  /** {@code NVIDIA H100 80GB HBM3, OpenCL 3.0 CUDA, driver 580.159.04}. */
  public String name() {
    return String.format(
        Locale.ROOT,
        "%s, %s, driver %s",
        text(CL12.CL_DEVICE_NAME),
        text(CL12.CL_DEVICE_VERSION).strip(),
        text(CL12.CL_DRIVER_VERSION));
  }

  /** Bytes of memory: what is free where the driver tells, else all. */
  public long freeBytes() {
    return query(AMD, AMDDeviceAttributeQuery.CL_DEVICE_GLOBAL_FREE_MEMORY_AMD)
        .map(answer -> answer.getLong(0) * KIBIBYTE)
        .orElseGet(() -> number(CL12.CL_DEVICE_GLOBAL_MEM_SIZE));
  }

  /** Bytes that one array can have. */
  public long largestArray() {
    return number(CL12.CL_DEVICE_MAX_MEM_ALLOC_SIZE);
  }

  /** How large a group of work items may be. */
  public GroupLimits limits() {
    return GroupLimits.of(
        number(CL12.CL_DEVICE_LOCAL_MEM_SIZE),
        number(CL12.CL_DEVICE_MAX_WORK_GROUP_SIZE),
        !isGpu());
  }

  /**
   * @throws IllegalStateException for a device that does not round as the jvm kernel does
   */
  public void requireArithmetic(Precision precision) {
    boolean single = precision == Precision.FLOAT;
    long has = arithmetic(precision);
    require(has != 0, "no arithmetic in double", "--precision float or --kernel jvm");
    require((has & CL12.CL_FP_FMA) != 0, "no fused multiply-add", "--kernel jvm");
    require((has & CL12.CL_FP_DENORM) != 0, "no denormal numbers", "--kernel jvm");
    require(
        !single || (has & CL12.CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0,
        "no correctly rounded division",
        "--kernel jvm");
  }

  /** Whether it calculates in a precision, with what {@link #requireArithmetic} wants of double. */
  public boolean hasArithmetic(Precision precision) {
    long wanted = CL12.CL_FP_FMA | CL12.CL_FP_DENORM;
    return (arithmetic(precision) & wanted) == wanted;
  }

  private long arithmetic(Precision precision) {
    boolean single = precision == Precision.FLOAT;
    return query(single ? CL12.CL_DEVICE_SINGLE_FP_CONFIG : CL12.CL_DEVICE_DOUBLE_FP_CONFIG)
        .map(answer -> answer.getLong(0))
        .orElse(0L);
  }

  private void require(boolean has, String lack, String remedy) {
    if (!has) {
      throw new IllegalStateException(
          "The device "
              + name()
              + " cannot give the bits of the jvm kernel: it has "
              + lack
              + ". Choose "
              + remedy
              + ".");
    }
  }

  /** Domain, bus, device and function, in this order of weight. */
  private Optional<Long> pciAddress() {
    Optional<ByteBuffer> standard = query(STANDARD, KHRPCIBusInfo.CL_DEVICE_PCI_BUS_INFO_KHR);
    if (standard.isPresent()) {
      ByteBuffer words = standard.get();
      return Optional.of(
          address(words.getInt(0), words.getInt(4), words.getInt(8), words.getInt(12)));
    }
    Optional<ByteBuffer> bus = query(NVIDIA, PCI_BUS_NV);
    if (bus.isPresent()) {
      int slot = query(NVIDIA, PCI_SLOT_NV).map(answer -> answer.getInt(0)).orElse(0);
      int domain = query(NVIDIA, PCI_DOMAIN_NV).map(answer -> answer.getInt(0)).orElse(0);
      return Optional.of(address(domain, bus.get().getInt(0), slot >> 3, slot & 7));
    }
    // a type, 17 bytes of padding, then bus, device and function
    return query(AMD, AMDDeviceAttributeQuery.CL_DEVICE_TOPOLOGY_AMD)
        .map(answer -> address(0, answer.get(21) & 0xff, answer.get(22), answer.get(23)));
  }

  private static long address(int domain, int bus, int device, int function) {
    return ((long) domain << 32) | (long) bus << 16 | (long) device << 8 | function;
  }

  /** An answer, where the driver has the extension that the question is of. */
  private Optional<ByteBuffer> query(String extension, int what) {
    boolean has = List.of(text(CL12.CL_DEVICE_EXTENSIONS).split(" ")).contains(extension);
    return has ? query(what) : Optional.empty();
  }

  private long number(int what) {
    return query(what)
        .orElseThrow(() -> new IllegalStateException("OpenCL does not answer query " + what + "."))
        .getLong(0);
  }

  private String text(int what) {
    return query(what)
        .map(answer -> MemoryUtil.memUTF8Safe(MemoryUtil.memAddress(answer)))
        .orElse("?");
  }

  /** An answer, with zeros behind it; empty where the driver does not know the question. */
  private Optional<ByteBuffer> query(int what) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      PointerBuffer size = stack.mallocPointer(1);
      if (CL12.clGetDeviceInfo(id, what, (ByteBuffer) null, size) != CL12.CL_SUCCESS) {
        return Optional.empty();
      }
      ByteBuffer answer =
          ByteBuffer.allocateDirect((int) size.get(0) + Long.BYTES).order(ByteOrder.nativeOrder());
      answer.limit((int) size.get(0));
      int code = CL12.clGetDeviceInfo(id, what, answer, null);
      answer.limit(answer.capacity());
      return code == CL12.CL_SUCCESS ? Optional.of(answer) : Optional.empty();
    }
  }
}

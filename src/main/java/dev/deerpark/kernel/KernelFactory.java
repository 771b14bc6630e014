package dev.deerpark.kernel;

import java.io.Serializable;

/** Builds kernels where they are needed. This is what travels to the executors. */
public interface KernelFactory extends Serializable {

  /** What reports call this kind of kernel. */
  String name();

  /** A kernel for the calling thread. */
  Kernel create();
}

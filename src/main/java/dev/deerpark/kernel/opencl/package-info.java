// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The kernel for GPUs of any maker, through OpenCL 1.2: the only package that knows LWJGL.
 *
 * <p>A model's step is a kernel text, {@code <model>.cl} among the resources of this package, in
 * the common subset of OpenCL C and CUDA C++ ({@code dialect.h} alone knows which). The frame
 * around it, {@code walk.cl}, is the same for all: a group of work items walks some lanes in
 * lockstep, with what they share in shared memory, the plain walk, the one with the Jacobians'
 * diagonals and the one with full Jacobians. {@link dev.deerpark.kernel.opencl.DeviceModels} lists
 * the models: a new one is a text and an entry there.
 *
 * <p>A device gives <em>the bits of the jvm kernel</em>: the texts follow the jvm kernel's cells
 * operation by operation, every fused multiply-add is written out and no other is made, and a
 * device that does not round as IEEE 754 says is refused. So a task may walk on a processor what is
 * too little for a device, and does: single walks, and the last few lanes. A {@link
 * dev.deerpark.kernel.opencl.SelfTest} compares both before a device is used.
 *
 * <p>From the host's side: {@link dev.deerpark.kernel.opencl.device} is what OpenCL has, {@link
 * dev.deerpark.kernel.opencl.DeviceWalk} walks a block's segments. Jacobians may stay where the
 * walk leaves them: {@link dev.deerpark.kernel.opencl.DeviceJacobians} folds the maps of a block's
 * segments there, by {@code affine.cl}, {@code kalman.cl} and {@code kalman_full.cl}, with the bits
 * of the fold on the processor.
 */
package dev.deerpark.kernel.opencl;

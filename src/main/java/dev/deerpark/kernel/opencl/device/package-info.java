// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Devices as OpenCL has them, with no word of models or walks: {@link
 * dev.deerpark.kernel.opencl.device.Devices} finds them, {@link
 * dev.deerpark.kernel.opencl.device.OpenDevices} keeps one open for all kernels of the process,
 * {@link dev.deerpark.kernel.opencl.device.Device} counts its memory and compiles, {@link
 * dev.deerpark.kernel.opencl.device.Queue} copies and launches.
 */
package dev.deerpark.kernel.opencl.device;

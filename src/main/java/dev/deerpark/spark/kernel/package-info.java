// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Kernels on the executors. {@link dev.deerpark.spark.kernel.RunKernels} travels with the tasks of
 * a run; {@link dev.deerpark.spark.kernel.ExecutorKernels} keeps kernels open between tasks and
 * lends each to one task at a time; {@link dev.deerpark.spark.kernel.KernelProbe} tries them before
 * a run begins.
 */
package dev.deerpark.spark.kernel;

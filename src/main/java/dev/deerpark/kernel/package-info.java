// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What walks segments: the interface of a device, {@link dev.deerpark.kernel.Kernel}, and its
 * implementations in packages of their own. A {@link dev.deerpark.kernel.KernelFactory} travels to
 * where kernels are needed and opens them there.
 *
 * <p>A kernel gets primitive arrays and fills primitive arrays; nothing of its own crosses a task's
 * border. Two kernels need not agree in every bit, so one run uses one kind; every walk of one
 * kernel from the same state over the same inputs gives the same bits, whichever other segments are
 * walked beside it.
 */
package dev.deerpark.kernel;

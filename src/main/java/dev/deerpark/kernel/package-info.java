// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The code that walks segments: the interface {@link dev.deerpark.kernel.Kernel}, with one package
 * for each implementation. A {@link dev.deerpark.kernel.KernelFactory} is sent to where kernels are
 * needed and opens them there.
 *
 * <p>A kernel gets primitive arrays and fills primitive arrays; nothing of its own leaves a task.
 * Two kinds of kernels need not agree in every bit, so a run uses one kind. Within a kind, walks
 * from the same state over the same inputs give the same bits, whichever other segments are walked
 * beside them.
 */
package dev.deerpark.kernel;

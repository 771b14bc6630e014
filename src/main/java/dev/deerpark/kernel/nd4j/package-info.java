// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The kernel of whole-array operations, through ND4J: matrix products and element-wise functions
 * over a {@link dev.deerpark.kernel.nd4j.Batch} of walks, one walk in each column. It shares no
 * arithmetic with the other kernels, so the tests take it for a referee, and it runs on those GPUs
 * that ND4J's CUDA build knows. It is slower than the {@code jvm} kernel wherever both run.
 *
 * <p>What a column comes to must not depend on the columns beside it. The matrix products of a BLAS
 * library promise that only for one shape, so every product here has as many columns as a batch,
 * and those that hold no walk are wasted.
 *
 * <p>{@link dev.deerpark.kernel.nd4j.ArrayCell} is the arithmetic of one model. This is the only
 * package that imports ND4J, which is not part of the application: whoever wants the kernel puts it
 * on the class path, with the backend for processors or for CUDA.
 */
package dev.deerpark.kernel.nd4j;

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The arithmetic of each model, over the parts in {@link dev.deerpark.kernel.jvm.vector}: all that
 * a new model needs in the fast kernel. {@link dev.deerpark.kernel.jvm.cell.FloatMeanField} is the
 * shortest. {@link dev.deerpark.kernel.jvm.cell.Cells} lists them all.
 *
 * <p>A cell does not know whether it takes one walk or many side by side. Where numbers of
 * different positions are combined, a neighbour is a load at an offset of the number of lanes,
 * which is 1 for a single walk: the same code for both. Elements of a vector beyond the numbers of
 * a single walk are never used.
 */
package dev.deerpark.kernel.jvm.cell;

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The arithmetic of each model, over the parts in {@link dev.deerpark.kernel.jvm.vector}: all that
 * a new model adds to the fast kernel. {@link dev.deerpark.kernel.jvm.cell.FloatMeanField} is the
 * shortest. {@link dev.deerpark.kernel.jvm.cell.Cells} lists them all.
 *
 * <p>A cell does not know whether it takes one walk or many side by side. Where numbers of
 * different places meet, a neighbour is a load at a distance of as many numbers as there are lanes,
 * in one walk of 1: the same code for both. What a vector of one walk holds beyond its numbers is
 * never looked at.
 */
package dev.deerpark.kernel.jvm.cell;

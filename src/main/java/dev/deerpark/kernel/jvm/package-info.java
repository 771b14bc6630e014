// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The fast kernel: the Vector API of the JDK ({@code jdk.incubator.vector}), for the models that
 * {@link dev.deerpark.kernel.jvm.JvmKernels} supports.
 *
 * <p>Many segments are walked in lockstep as the lanes of a {@link dev.deerpark.kernel.jvm.Strip}.
 * Number i of the lanes c, c + 1, ... lies side by side in memory, so that all lanes share one load
 * of a weight; {@link dev.deerpark.kernel.jvm.LaneWalk} assigns the segments to the lanes. A step
 * is a {@link dev.deerpark.kernel.jvm.cell.Cell}, the arithmetic of one model, made of the parts in
 * {@link dev.deerpark.kernel.jvm.vector}. This package never computes a number of a state: it
 * assigns, feeds, carries products of Jacobians along and stores, through {@link
 * dev.deerpark.base.Numbers} in either precision.
 *
 * <p>Full Jacobians of single steps are many numbers made of few: {@link
 * dev.deerpark.kernel.jvm.StepJacobians} holds the few, and makes one Jacobian at a time.
 *
 * <p>A single walk, the sequential loop, runs the same model code over {@link
 * dev.deerpark.kernel.jvm.vector.FloatSingleAffine}, so a lane has the bits of the loop, whatever
 * vectors the machine has.
 */
package dev.deerpark.kernel.jvm;

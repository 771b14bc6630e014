// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The parts that the vector kernels of all models are made of: affine maps ({@link
 * dev.deerpark.kernel.jvm.vector.FloatLaneAffine}, one register-tiled matrix kernel for many walks
 * and for tangents too, and {@link dev.deerpark.kernel.jvm.vector.FloatSingleAffine} for one),
 * loops over all numbers of a state ({@link dev.deerpark.kernel.jvm.vector.FloatLoop}), activations
 * and exponentials.
 *
 * <p>One walk and many share every operation. Sums start with the bias and go through the columns
 * in ascending order by fused multiply-adds; activations are rational functions ({@link
 * dev.deerpark.kernel.jvm.vector.FloatActivations}) and exponentials polynomials ({@link
 * dev.deerpark.kernel.jvm.vector.FloatExponentials}), because vector functions of the platform
 * differ between machines.
 *
 * <p>The compiler makes registers of vectors only where their species is a constant of the class;
 * given as an argument it cost a factor of 25. So the classes that compute, here and in {@link
 * dev.deerpark.kernel.jvm.cell}, exist twice, for float and for double. Only those for float are
 * written: the build makes {@code DoubleGru} from {@code FloatGru} by other names ({@code
 * src/generate/java/DoubleKernels.java}, into {@code target/generated-sources}), all but the
 * polynomials, which in double are longer. Not the other way round, although from double to float a
 * forgotten cast would not compile: in double the casts of the constants are redundant, which the
 * compiler warns of. What would keep the precision of float in double ends the build instead.
 */
package dev.deerpark.kernel.jvm.vector;

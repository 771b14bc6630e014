// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The building blocks of the vector kernels of all models: affine maps ({@link
 * dev.deerpark.kernel.jvm.vector.FloatLaneAffine}, one register-tiled matrix kernel for many walks
 * and for tangents too, and {@link dev.deerpark.kernel.jvm.vector.FloatSingleAffine} for one),
 * loops over all numbers of a state ({@link dev.deerpark.kernel.jvm.vector.FloatLoop}), activations
 * and exponentials.
 *
 * <p>One walk and many share every operation. Sums start with the bias and go through the columns
 * in ascending order by fused multiply-adds; activations are rational functions ({@link
 * dev.deerpark.kernel.jvm.vector.FloatActivations}) and exponentials polynomials ({@link
 * dev.deerpark.kernel.jvm.vector.FloatExponentials}), because the platform's vector functions
 * differ between machines.
 *
 * <p>A vector that the compiler cannot keep in a register is an object, of 100 bytes. It is one as
 * a field, as an argument of a method that is not inlined, and often where a loop branches around
 * it. Of our own methods none is inlined any more once the caller has grown to some 8,000 bytes of
 * bytecode with what is inlined in it, to which every vector operation adds; so large loops are
 * spelled out, and call the operations themselves. What a loop allocates says whether that worked,
 * in several starts: {@code -prof gc} of JMH.
 *
 * <p>Nor does the compiler keep vectors in registers unless their species is a constant of the
 * class; as an argument it cost a factor of 25. So the classes that compute, here and in {@link
 * dev.deerpark.kernel.jvm.cell}, exist twice, for float and for double. Only those for float are
 * written: the build makes {@code DoubleGru} from {@code FloatGru} by renaming ({@code
 * src/generate/java/DoubleKernels.java}, into {@code target/generated-sources}). The polynomials
 * are the exception, since they are longer in double. The other direction would have the advantage
 * that a forgotten cast from double to float does not compile, but in double the casts of the
 * constants are redundant, which the compiler warns about. Instead, the build fails at code that
 * would keep float precision in double.
 */
package dev.deerpark.kernel.jvm.vector;

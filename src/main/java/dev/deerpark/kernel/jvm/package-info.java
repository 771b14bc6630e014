/**
 * The fast kernel: the Vector API of the JDK ({@code jdk.incubator.vector}), for the models that
 * {@link dev.deerpark.kernel.jvm.JvmKernels} supports.
 *
 * <p>Many segments are walked in lockstep as the lanes of a {@link dev.deerpark.kernel.jvm.Strip}.
 * Number i of the lanes c, c + 1, ... lies side by side in memory, so that one load of a weight
 * serves all lanes; {@link dev.deerpark.kernel.jvm.LaneWalk} deals the segments to the lanes. A
 * step is affine maps ({@link dev.deerpark.kernel.jvm.FloatLaneAffine}, one register-tiled matrix
 * kernel for all models, and for tangents too), loops over all numbers of a state ({@link
 * dev.deerpark.kernel.jvm.FloatLoop}) and the model's arithmetic in them ({@link
 * dev.deerpark.kernel.jvm.FloatMeanField} is the shortest), which is all that a new model adds.
 *
 * <p>A single walk, the sequential loop, runs the same model code over {@link
 * dev.deerpark.kernel.jvm.FloatSingleAffine}. Both add up in the same order by fused multiply-adds
 * and share every other operation, so a lane has the bits of the loop, whatever vectors the machine
 * has. Sums start with the bias and go through the columns in ascending order; activations are
 * rational functions ({@link dev.deerpark.kernel.jvm.FloatActivations}) and exponentials
 * polynomials ({@link dev.deerpark.kernel.jvm.FloatExponentials}), because vector functions of the
 * platform differ between machines.
 *
 * <p>Where numbers of different places meet, a neighbour is a load at a distance of as many numbers
 * as there are lanes, in one walk of 1: the same code for both. What a vector of one walk holds
 * beyond its numbers is never looked at.
 *
 * <p>The compiler makes registers of vectors only where their species is a constant of the class;
 * given as an argument it cost a factor of 25. So the classes that compute exist twice, for float
 * and for double, while what deals, feeds and stores goes through {@link
 * dev.deerpark.base.Numbers}. Only those for float are written: the build makes {@code DoubleGru}
 * from {@code FloatGru} by other names ({@code generate-sources}, into {@code
 * target/generated-sources}), all but the polynomials, which in double are longer.
 */
package dev.deerpark.kernel.jvm;

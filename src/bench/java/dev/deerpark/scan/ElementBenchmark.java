// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import dev.deerpark.linear.DenseBenchmark;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the scan does with its elements, in nanoseconds a call, on one core and in double: {@code
 * combine} two of them, and {@code apply} one to the state before it. Both elements are runs of two
 * segments already, as all are above the lowest level of the tree: the factors of a filter's
 * covariances are then full triangles. For the rate of the dense combine, two operations for each
 * of D^3, see {@code dgemm} of {@link DenseBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ElementBenchmark {
  private static final double LAMBDA = 0.5;

  /** The element, by its Jacobian, or the filter with such Jacobians. */
  @Param({"zero", "identity", "diagonal", "dense", "diagonal-kalman", "kalman"})
  public String element;

  /** D. */
  @Param({"3", "8", "32", "64", "128"})
  public int size;

  private SegmentMap earlier;
  private SegmentMap later;
  private Belief known;
  private Belief uncertain;

  /** Makes two adjacent runs, and a state before them. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    earlier = segment(random).after(segment(random));
    later = segment(random).after(segment(random));
    known = Belief.exact(vector(random));
    // after an affine map a known state is known, after a filter it is not
    uncertain = earlier.apply(known);
  }

  private SegmentMap segment(Random random) {
    double[] start = vector(random);
    double[] end = vector(random);
    return switch (element) {
      case "zero" -> new AnchoredMap(new LinearMap.Zero(), start, end);
      case "identity" -> new AnchoredMap(new LinearMap.Identity(), start, end);
      case "diagonal" -> new AnchoredMap(new LinearMap.Diagonal(vector(random)), start, end);
      case "dense" -> new AnchoredMap(new LinearMap.Matrix(size, matrix(random)), start, end);
      case "diagonal-kalman" -> DiagonalKalmanMap.segment(vector(random), start, end, LAMBDA);
      case "kalman" -> KalmanMap.segment(matrix(random), start, end, LAMBDA);
      default -> throw new IllegalArgumentException(element);
    };
  }

  private double[] matrix(Random random) {
    return DenseBenchmark.gaussian(random, size);
  }

  private double[] vector(Random random) {
    return DoubleStream.generate(random::nextGaussian).limit(size).toArray();
  }

  /** Two runs as one. */
  @Benchmark
  public SegmentMap combine() {
    return later.after(earlier);
  }

  /** A known state. */
  @Benchmark
  public Belief apply() {
    return later.apply(known);
  }

  /** The state that a run of the same kind leaves: for a filter, one with a covariance. */
  @Benchmark
  public Belief applyInScan() {
    return later.apply(uncertain);
  }
}

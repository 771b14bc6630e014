// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.linear;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The dense algebra that scan elements are made of, in double, on one core: matrices are {@code
 * [D][D]}. The counter {@code flop} gives floating-point operations a nanosecond (GFLOP/s), counted
 * as the textbook does. {@code dgemm} is OpenBLAS's product of the same shape, the yardstick.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DenseBenchmark {
  /** D. */
  @Param({"3", "8", "32", "64", "128"})
  public int size;

  private long cube;
  private double[] left;
  private double[] right;
  private double[] vector;
  private double[] factor;
  private DoublePointer blasLeft;
  private DoublePointer blasRight;
  private DoublePointer blasProduct;

  /** Makes matrices whose products neither grow nor vanish. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    cube = (long) size * size * size;
    left = gaussian(random, size);
    right = gaussian(random, size);
    vector = Arrays.copyOf(right, size);
    factor = Triangular.ofIdentityPlus(size, left);
    openblas.blas_set_num_threads(1);
    blasLeft = new DoublePointer(left);
    blasRight = new DoublePointer(right);
    blasProduct = new DoublePointer((long) size * size);
  }

  /** A matrix of order n with a spectral norm of about 1. */
  public static double[] gaussian(Random random, int n) {
    double scale = 0.5 / Math.sqrt(n);
    return DoubleStream.generate(() -> scale * random.nextGaussian()).limit((long) n * n).toArray();
  }

  /** OpenBLAS, row-major. */
  @Benchmark
  public void dgemm(Flop done) {
    int order = openblas.CblasRowMajor;
    int plain = openblas.CblasNoTrans;
    openblas.cblas_dgemm(
        order,
        plain,
        plain,
        size,
        size,
        size,
        1,
        blasLeft,
        size,
        blasRight,
        size,
        0,
        blasProduct,
        size);
    done.flop += 2 * cube;
  }

  /** {@code left * right}. */
  @Benchmark
  public double[] product(Flop done) {
    done.flop += 2 * cube;
    return Dense.multiplied(size, left, right);
  }

  /** {@code left^T * right}. */
  @Benchmark
  public double[] productOfTransposed(Flop done) {
    done.flop += 2 * cube;
    return Dense.multipliedTransposed(size, left, right);
  }

  /** {@code left * vector}. */
  @Benchmark
  public double[] productWithVector(Flop done) {
    done.flop += 2L * size * size;
    return Dense.multiply(size, left, vector);
  }

  /** A transposed copy; counted as one operation an entry. */
  @Benchmark
  public double[] transposed(Flop done) {
    done.flop += (long) size * size;
    return Dense.transposed(size, left);
  }

  /** {@code S S^T}, half of it, and its Cholesky factor. */
  @Benchmark
  public double[] factorOfIdentityPlus(Flop done) {
    done.flop += cube + cube / 3;
    return Triangular.ofIdentityPlus(size, left);
  }

  /** The reflections of {@code [X Y]}. */
  @Benchmark
  public double[] factorOfSum(Flop done) {
    done.flop += 2 * cube + 2 * cube / 3 + cube;
    return Triangular.ofSum(size, left, right);
  }

  /** Solving with D right sides, and their copy. */
  @Benchmark
  public double[] solve(Flop done) {
    done.flop += cube;
    double[] sides = right.clone();
    Triangular.solve(size, factor, sides);
    return sides;
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.linear;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a combine of the scan asks of dense algebra, by EJML, to be held against the same by this
 * package in {@link DenseBenchmark}. EJML works in place here, in memory that it was given before.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EjmlBenchmark {
  /** Order of the matrices. */
  @Param({"3", "8", "32", "64", "128"})
  public int size;

  private DMatrixRMaj left;
  private DMatrixRMaj right;
  private DMatrixRMaj product;
  private DMatrixRMaj both;
  private DMatrixRMaj stacked;
  private CholeskyDecomposition_F64<DMatrixRMaj> cholesky;
  private QRDecomposition<DMatrixRMaj> reflections;

  /** Makes the matrices of {@link DenseBenchmark}. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    left = new DMatrixRMaj(size, size, true, DenseBenchmark.gaussian(random, size));
    right = new DMatrixRMaj(size, size, true, DenseBenchmark.gaussian(random, size));
    product = new DMatrixRMaj(size, size);
    both = new DMatrixRMaj(2 * size, size);
    stacked = new DMatrixRMaj(2 * size, size);
    CommonOps_DDRM.insert(CommonOps_DDRM.transpose(left, null), both, 0, 0);
    CommonOps_DDRM.insert(CommonOps_DDRM.transpose(right, null), both, size, 0);
    cholesky = DecompositionFactory_DDRM.chol(size, true);
    reflections = DecompositionFactory_DDRM.qr(2 * size, size);
  }

  /** {@code left * right}. */
  @Benchmark
  public DMatrixRMaj product() {
    CommonOps_DDRM.mult(left, right, product);
    return product;
  }

  /** The Cholesky factor of {@code I + S S^T}. */
  @Benchmark
  public boolean factorOfIdentityPlus() {
    CommonOps_DDRM.multTransB(left, left, product);
    for (int i = 0; i < size; i++) {
      product.add(i, i, 1);
    }
    return cholesky.decompose(product);
  }

  /** The reflections of {@code [X Y]}. */
  @Benchmark
  public boolean factorOfSum() {
    stacked.setTo(both);
    return reflections.decompose(stacked);
  }
}

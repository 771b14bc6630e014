// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.jvm.vector.FloatLaneAffine;
import dev.deerpark.kernel.jvm.vector.GateMatrix;
import dev.deerpark.linear.Flop;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LayerWeights;
import dev.deerpark.sequence.InputBlock;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.FloatPointer;
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
 * A GRU of PyTorch's initialisation with two inputs, in float, on one core. Rates are
 * floating-point operations of the hidden weights alone a nanosecond (GFLOP/s), steps are steps of
 * one sequence: {@code sgemm} is OpenBLAS with the same matrix and as many vectors, the yardstick
 * of the machine.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GruBenchmark {
  private static final int INPUTS = 2;
  private static final int GATES = 3;
  private static final int WIDTH = FloatLaneAffine.LANES;

  /** D. */
  @Param({"3", "8", "32", "64", "128", "256", "512", "1024"})
  public int size;

  private long flopOfStep;
  private FloatLaneAffine matrix;
  private Numbers vectors;
  private Numbers products;
  private Strip lanes;
  private Strip single;
  private FloatPointer blasMatrix;
  private FloatPointer blasVectors;
  private FloatPointer blasProducts;

  /** Makes the network and one step's inputs. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    GruWeights weights = weights(random);
    flopOfStep = 2L * GATES * size * size;
    matrix =
        new FloatLaneAffine(
            new GateMatrix(
                GATES, size, size, weights.layer().hiddenWeight(), weights.layer().hiddenBias()));
    vectors = Precision.FLOAT.allocate(size * WIDTH);
    for (int i = 0; i < vectors.length(); i++) {
      vectors.set(i, random.nextGaussian());
    }
    products = matrix.allocate();
    Strips strips = new Strips(weights, Precision.FLOAT);
    lanes = begun(strips.wide(JacobianForm.ZERO, WIDTH));
    single = begun(strips.single(JacobianForm.ZERO));
    openblas.blas_set_num_threads(1);
    blasMatrix = new FloatPointer((long) GATES * size * size).fill(0);
    blasVectors = new FloatPointer((long) size * WIDTH).fill(0);
    blasProducts = new FloatPointer((long) GATES * size * WIDTH).fill(0);
  }

  private GruWeights weights(Random random) {
    double bound = 1 / Math.sqrt(size);
    return new GruWeights(
        new LayerWeights(
            3,
            INPUTS,
            size,
            random.doubles(GATES * size * INPUTS, -bound, bound).toArray(),
            random.doubles(GATES * size * size, -bound, bound).toArray(),
            random.doubles(GATES * size, -bound, bound).toArray(),
            random.doubles(GATES * size, -bound, bound).toArray()));
  }

  private Strip begun(Strip strip) {
    Numbers inputs = Precision.FLOAT.allocate(INPUTS);
    inputs.set(0, 1);
    for (int lane = 0; lane < strip.lanes(); lane++) {
      strip.begin(lane, new double[size], 0);
      strip.feed(lane, new InputBlock(0, 0, 1, INPUTS, inputs), 0, 1);
    }
    return strip;
  }

  /** The lane matrix kernel alone. */
  @Benchmark
  public void matrix(Flop done) {
    matrix.apply(vectors, 0, products);
    done.flop += flopOfStep * WIDTH;
  }

  /** OpenBLAS on the same shape. */
  @Benchmark
  public void sgemm(Flop done) {
    openblas.cblas_sgemm(
        openblas.CblasRowMajor,
        openblas.CblasNoTrans,
        openblas.CblasNoTrans,
        GATES * size,
        WIDTH,
        size,
        1,
        blasMatrix,
        size,
        blasVectors,
        WIDTH,
        0,
        blasProducts,
        WIDTH);
    done.flop += flopOfStep * WIDTH;
  }

  /** A whole step of all lanes. */
  @Benchmark
  public void lanes(Flop done) {
    lanes.advance(0, 1);
    done.flop += flopOfStep * WIDTH;
  }

  /** A whole step of the sequential loop. */
  @Benchmark
  public void sequential(Flop done) {
    single.advance(0, 1);
    done.flop += flopOfStep;
  }
}

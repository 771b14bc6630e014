// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.jvm.vector.FloatLaneAffine;
import dev.deerpark.linear.Flop;
import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LayerWeights;
import dev.deerpark.recurrence.network.LstmWeights;
import dev.deerpark.recurrence.network.MguWeights;
import dev.deerpark.recurrence.network.RnnWeights;
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
 * Layers of PyTorch's initialisation with two inputs, in float, on one core. Rates are
 * floating-point operations of the hidden weights alone a nanosecond (GFLOP/s); {@code sgemm} is
 * OpenBLAS with the same matrix and as many vectors, the yardstick of the machine.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LayerBenchmark {
  private static final int INPUTS = 2;
  private static final int WIDTH = FloatLaneAffine.LANES;

  /** The kind of layer. */
  @Param({"gru", "gru_before", "lstm", "rnn", "mgu"})
  public String layer;

  /** H. */
  @Param({"8", "32", "64", "128", "256", "512"})
  public int size;

  private int gates;
  private long flopOfStep;
  private Strip lanes;
  private Strip single;
  private FloatPointer blasMatrix;
  private FloatPointer blasVectors;
  private FloatPointer blasProducts;

  /** Makes the network and one step's inputs. */
  @Setup
  public void prepare() {
    RecurrenceSpec spec = spec(new Random(1));
    flopOfStep = 2L * gates * size * size;
    Strips strips = new Strips(spec, Precision.FLOAT);
    lanes = begun(strips.wide(JacobianForm.ZERO, WIDTH));
    single = begun(strips.single(JacobianForm.ZERO));
    openblas.blas_set_num_threads(1);
    blasMatrix = new FloatPointer((long) gates * size * size).fill(0);
    blasVectors = new FloatPointer((long) size * WIDTH).fill(0);
    blasProducts = new FloatPointer((long) gates * size * WIDTH).fill(0);
  }

  private RecurrenceSpec spec(Random random) {
    return switch (layer) {
      case "gru" -> new GruWeights(weights(3, random));
      case "gru_before" ->
          new GruWeights(weights(3, random), false, Activation.SIGMOID, Activation.TANH);
      case "lstm" -> new LstmWeights(weights(4, random));
      case "rnn" -> new RnnWeights(weights(1, random), Activation.TANH);
      default -> new MguWeights(weights(2, random));
    };
  }

  private LayerWeights weights(int count, Random random) {
    gates = count;
    double bound = 1 / Math.sqrt(size);
    return new LayerWeights(
        count,
        INPUTS,
        size,
        random.doubles(count * size * INPUTS, -bound, bound).toArray(),
        random.doubles(count * size * size, -bound, bound).toArray(),
        random.doubles(count * size, -bound, bound).toArray(),
        random.doubles(count * size, -bound, bound).toArray());
  }

  private static Strip begun(Strip strip) {
    Numbers inputs = Precision.FLOAT.allocate(INPUTS);
    inputs.set(0, 1);
    for (int lane = 0; lane < strip.lanes(); lane++) {
      strip.begin(lane, new double[strip.stateSize()], 0);
      strip.feed(lane, new InputBlock(0, 0, 1, INPUTS, inputs), 0, 1);
    }
    return strip;
  }

  /** OpenBLAS on the same shape. */
  @Benchmark
  public void sgemm(Flop done) {
    openblas.cblas_sgemm(
        openblas.CblasRowMajor,
        openblas.CblasNoTrans,
        openblas.CblasNoTrans,
        gates * size,
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

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.Lorenz96;
import dev.deerpark.recurrence.MeanField;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.recurrence.TwoWellLangevin;
import dev.deerpark.recurrence.network.AutoregressiveGruWeights;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LayerWeights;
import dev.deerpark.sequence.InputBlock;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A step of every model in float, on one core: of all lanes of a strip, of the tuned loop, and as
 * the readable model takes it. Rates are steps of one sequence a microsecond.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ModelBenchmark {
  /** A type and its size, D or H, where it has one. */
  @Param({
    "gru 16",
    "gru_autoregressive 16",
    "gru_autoregressive 64",
    "lorenz96 5",
    "lorenz96 40",
    "mean_field 16",
    "mean_field 64",
    "mean_field 256",
    "langevin 2"
  })
  public String model;

  private Strip lanes;
  private Strip diagonal;
  private Strip single;
  private Recurrence readable;
  private double[] input;
  private double[] state;
  private double[] next;

  /** Makes the model and the inputs of a step. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    RecurrenceSpec spec = spec(random);
    readable = spec.build();
    input = random.doubles(readable.inputSize(), -1, 1).toArray();
    state = readable.initialState();
    next = new double[state.length];
    Strips strips = new Strips(spec, Precision.FLOAT);
    lanes = begun(strips.wide(JacobianForm.ZERO, strips.width()));
    diagonal = begun(strips.wide(JacobianForm.DIAGONAL, strips.width()));
    single = begun(strips.single(JacobianForm.ZERO));
  }

  private RecurrenceSpec spec(Random random) {
    String[] words = model.split(" ");
    int size = Integer.parseInt(words[1]);
    return switch (words[0]) {
      case "gru" -> gru(size, random);
      case "gru_autoregressive" ->
          new AutoregressiveGruWeights(
              gru(size, random),
              new Readout(2, uniform(2 * size, size, random), uniform(2, size, random)),
              uniform(2, size, random));
      case "lorenz96" -> new Lorenz96(size, 8, 0.01, 0);
      case "mean_field" -> new MeanField(size, 1.5, 1, 0);
      default -> new TwoWellLangevin(0.01, 1);
    };
  }

  private static GruWeights gru(int size, Random random) {
    return new GruWeights(
        new LayerWeights(
            3,
            1,
            size,
            uniform(3 * size, size, random),
            uniform(3 * size * size, size, random),
            uniform(3 * size, size, random),
            uniform(3 * size, size, random)));
  }

  /** As PyTorch begins. */
  private static double[] uniform(int length, int size, Random random) {
    double bound = 1 / Math.sqrt(size);
    return random.doubles(length, -bound, bound).toArray();
  }

  private Strip begun(Strip strip) {
    Numbers inputs = Precision.FLOAT.allocate(input.length);
    for (int i = 0; i < input.length; i++) {
      inputs.set(i, input[i]);
    }
    for (int lane = 0; lane < strip.lanes(); lane++) {
      strip.begin(lane, state, 0);
      strip.feed(lane, new InputBlock(0, 0, 1, input.length, inputs), 0, 1);
    }
    return strip;
  }

  /** What one invocation did. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Done {
    /** Steps of one sequence. */
    public long steps;
  }

  /** A step of all lanes. */
  @Benchmark
  public void lanes(Done done) {
    lanes.advance(0, 1);
    done.steps += lanes.lanes();
  }

  /** The same with the product of the diagonals of the Jacobians. */
  @Benchmark
  public void lanesWithDiagonal(Done done) {
    diagonal.advance(0, 1);
    done.steps += diagonal.lanes();
  }

  /** A step of the tuned loop. */
  @Benchmark
  public void loop(Done done) {
    single.advance(0, 1);
    done.steps++;
  }

  /** A step of the readable model. */
  @Benchmark
  public void readable(Done done) {
    readable.step(state, input, next);
    double[] swap = state;
    state = next;
    next = swap;
    done.steps++;
  }
}

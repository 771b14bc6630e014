// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.bench;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.io.job.JobLabels;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LayerWeights;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * A random network and a series for it, in the driver's memory.
 *
 * @param weights of a GRU with {@value #INPUTS} inputs, evenly drawn from within {@code 1 /
 *     sqrt(D)}, as PyTorch begins
 * @param steps T
 * @param inputs {@code [T][2]}: standard normal numbers
 */
record BenchSeries(GruWeights weights, int steps, Numbers inputs) {
  static final int INPUTS = 2;

  static BenchSeries of(int stateSize, int steps, Precision precision, long seed) {
    Random random = new Random(seed);
    double scale = 1 / Math.sqrt(stateSize);
    GruWeights weights =
        new GruWeights(
            new LayerWeights(
                3,
                INPUTS,
                stateSize,
                uniform(3 * stateSize * INPUTS, scale, random),
                uniform(3 * stateSize * stateSize, scale, random),
                uniform(3 * stateSize, scale, random),
                uniform(3 * stateSize, scale, random)));
    Numbers inputs = precision.allocate(Math.multiplyExact(steps, INPUTS));
    for (int i = 0; i < inputs.length(); i++) {
      inputs.set(i, random.nextGaussian());
    }
    return new BenchSeries(weights, steps, inputs);
  }

  private static double[] uniform(int length, double scale, Random random) {
    return random.doubles(length, -scale, scale).map(x -> (float) x).toArray();
  }

  /** All of it as one block. */
  InputBlock whole() {
    return new InputBlock(0, 0, steps, INPUTS, inputs);
  }

  /** Some steps of it. */
  InputBlock sample(int from, int count) {
    return block(inputs, InputBlock.OF_NO_LAYOUT, from, count);
  }

  private static InputBlock block(Numbers inputs, int index, long firstStep, int count) {
    Numbers part = inputs.precision().allocate(count * INPUTS);
    inputs.copy((int) firstStep * INPUTS, part, 0, count * INPUTS);
    return new InputBlock(index, firstStep, count, INPUTS, part);
  }

  /** The blocks of a layout, computed and in the executors' memory; the caller lets go of them. */
  JavaRDD<InputBlock> distributed(JavaSparkContext context, Layout layout) {
    // by broadcast, or every task would carry its blocks along
    Broadcast<Numbers> all = context.broadcast(inputs);
    List<Integer> blocks = IntStream.range(0, layout.blocks()).boxed().toList();
    // Spark deals a list to its slices as a layout deals its blocks to partitions
    JavaRDD<InputBlock> distributed =
        context
            .parallelize(blocks, layout.partitions())
            .map(i -> block(all.value(), i, layout.firstStep(i), layout.stepsOf(i)));
    distributed.persist(StorageLevel.MEMORY_AND_DISK());
    new JobLabels(context.sc())
        .label("deerpark bench", "distribute the inputs", distributed::count);
    return distributed;
  }
}

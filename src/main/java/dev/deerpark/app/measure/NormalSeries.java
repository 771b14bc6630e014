// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.measure;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.base.SplitMix64;
import dev.deerpark.io.job.JobLabels;
import dev.deerpark.io.job.RddOperations;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.io.Serializable;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;

/**
 * A series of independent standard normal numbers, computed where it is needed. A number depends on
 * the seed and its place alone.
 *
 * @param steps T, at least 1
 * @param width numbers in a step, at least 0
 * @param precision of the numbers
 * @param seed of the numbers
 */
public record NormalSeries(long steps, int width, Precision precision, long seed)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Steps that one random generator draws, one after the other. */
  static final int CHUNK = 1 << 12;

  /** Some steps of it, as a block of no layout. */
  public InputBlock sample(long from, int count) {
    return block(InputBlock.OF_NO_LAYOUT, from, count);
  }

  /** A block of a layout. */
  public InputBlock block(Layout layout, int index) {
    return block(index, layout.firstStep(index), layout.stepsOf(index));
  }

  private InputBlock block(int index, long firstStep, int count) {
    Numbers inputs = precision.allocate(Math.multiplyExact(count, width));
    long end = firstStep + count;
    for (long chunk = firstStep / CHUNK; chunk * CHUNK < end; chunk++) {
      Random random = new Random(SplitMix64.mix(SplitMix64.mix(seed) + chunk));
      for (long step = chunk * CHUNK; step < Math.min(end, (chunk + 1) * CHUNK); step++) {
        for (int i = 0; i < width; i++) {
          double number = random.nextGaussian();
          if (step >= firstStep) {
            inputs.set((int) (step - firstStep) * width + i, number);
          }
        }
      }
    }
    return new InputBlock(index, firstStep, count, width, inputs);
  }

  /**
   * The blocks of a layout, computed and in the executors' memory; the caller releases them.
   *
   * @param group of the job that computes them
   */
  public JavaRDD<InputBlock> distributed(JavaSparkContext context, Layout layout, String group) {
    List<Integer> blocks = IntStream.range(0, layout.blocks()).boxed().toList();
    // Spark cuts a list into slices as a layout cuts its blocks into partitions
    JavaRDD<InputBlock> distributed =
        RddOperations.map(
            context.parallelize(blocks, layout.partitions()), index -> block(layout, index));
    distributed.setName("random inputs").persist(StorageLevel.MEMORY_AND_DISK());
    new JobLabels(context.sc()).label(group, "distribute the inputs", distributed::count);
    return distributed;
  }
}

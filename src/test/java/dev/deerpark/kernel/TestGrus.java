// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LayerWeights;
import dev.deerpark.sequence.InputBlock;
import java.util.Random;

/** Random networks and inputs for kernels. */
public final class TestGrus {
  private TestGrus() {}

  /** A GRU as PyTorch begins with, its weights times a gain; in float exactly. */
  public static GruWeights gru(int inputs, int size, double gain, Random random) {
    double scale = gain / Math.sqrt(size);
    return new GruWeights(
        new LayerWeights(
            3,
            inputs,
            size,
            uniform(3 * size * inputs, scale, random),
            uniform(3 * size * size, scale, random),
            uniform(3 * size, scale, random),
            uniform(3 * size, scale, random)));
  }

  /** Normal inputs. */
  public static InputBlock block(int steps, int width, Precision precision, Random random) {
    Numbers numbers = precision.allocate(steps * width);
    for (int i = 0; i < numbers.length(); i++) {
      numbers.set(i, random.nextGaussian());
    }
    return new InputBlock(0, 0, steps, width, numbers);
  }

  /** Numbers from {@code -scale} to {@code scale} that are floats. */
  public static double[] uniform(int length, double scale, Random random) {
    return random.doubles(length, -scale, scale).map(x -> (float) x).toArray();
  }
}

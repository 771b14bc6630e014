// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.model;

import dev.deerpark.study.RunRow;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The seconds of a run as the sum of its {@link Counts}, each times a price:
 *
 * <pre>
 *   seconds = sum of price_i count_i,   price_i at least 0
 * </pre>
 *
 * One model is for one network and kernel, whatever the method, the length and the workers: a step
 * has the same price in all of them. Prices are those that make the sum of the squared relative
 * errors least.
 *
 * @param prices seconds for one of each, in the order of {@link Counts#NAMES}
 */
public record CostModel(List<Double> prices) {

  public CostModel {
    prices = List.copyOf(prices);
  }

  /**
   * Fits the prices.
   *
   * @param runs rows of whole runs that count, at least one
   */
  public static CostModel fit(List<RunRow> runs) {
    double[][] relative = new double[runs.size()][];
    for (int i = 0; i < relative.length; i++) {
      RunRow run = runs.get(i);
      relative[i] = Counts.of(run).values();
      for (int j = 0; j < relative[i].length; j++) {
        relative[i][j] /= run.seconds();
      }
    }
    double[] prices = NonNegative.solve(relative);
    return new CostModel(Arrays.stream(prices).boxed().toList());
  }

  /** The seconds of a run that costs this. */
  public double seconds(Counts counts) {
    return parts(counts).stream().mapToDouble(part -> part).sum();
  }

  /** The seconds of each count, in the order of {@link Counts#NAMES}. */
  public List<Double> parts(Counts counts) {
    double[] values = counts.values();
    return IntStream.range(0, values.length).mapToObj(i -> prices.get(i) * values[i]).toList();
  }
}

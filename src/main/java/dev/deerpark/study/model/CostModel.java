// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.model;

import dev.deerpark.study.RunRow;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The seconds of a run as the sum of its {@link Counts}, each times a price:
 *
 * <pre>
 *   seconds = sum of price_i count_i,   price_i at least 0
 * </pre>
 *
 * One model is for one network and kernel, whatever the method, the length and the workers: a step
 * has the same price in all of them. What Spark's events tell apart is fitted apart: steps and
 * tangents to the core-seconds of evaluation, elements to those of the local scan, steps in order
 * to the loop as well; and then stages, tasks, bytes and the probe to the seconds that are left.
 * Each fit makes the sum of squared errors, relative to what is measured, least.
 *
 * @param prices seconds for one of each, in the order of {@link Counts#NAMES}
 */
public record CostModel(List<Double> prices) {
  private static final int[] EVALUATION = {2, 3};
  private static final int[] ORDERED = {4};
  private static final int[] LOCAL_SCAN = {5};
  private static final int[] OTHERS = {0, 1, 6, 7};

  public CostModel {
    prices = List.copyOf(prices);
  }

  /**
   * Fits the prices.
   *
   * @param runs rows of whole runs that count, at least one
   */
  public static CostModel fit(List<RunRow> runs) {
    double[] prices = new double[Counts.NAMES.size()];
    fit(prices, ORDERED, runs, CostModel::orderedSeconds);
    fit(prices, EVALUATION, runs, CostModel::evaluationSeconds);
    fit(prices, LOCAL_SCAN, runs, CostModel::localScanSeconds);
    fitOthers(prices, runs);
    return new CostModel(Arrays.stream(prices).boxed().toList());
  }

  /** Seconds in which steps are walked one after the other; 0 where none are. */
  private static double orderedSeconds(RunRow run) {
    if (run.cell().isLoop()) {
      return run.seconds();
    }
    return Counts.isOrdered(run.result().takenMethod()) ? run.time().evaluationCoreSeconds() : 0;
  }

  /** Seconds of evaluation on one of the cores that share it; 0 where it is not shared. */
  private static double evaluationSeconds(RunRow run) {
    return isShared(run) ? run.time().evaluationCoreSeconds() / active(run) : 0;
  }

  /** Seconds of the local scan on one of the cores that have some of it. */
  private static double localScanSeconds(RunRow run) {
    double cores = isShared(run) ? active(run) : 1;
    return run.cell().isLoop() ? 0 : run.time().localScanCoreSeconds() / cores;
  }

  private static boolean isShared(RunRow run) {
    return !run.cell().isLoop() && !Counts.isOrdered(run.result().takenMethod());
  }

  private static double active(RunRow run) {
    return Counts.active(
        run.result().layout(run.cell().lengthSteps()), run.cell().workers().cores());
  }

  /** Fits some prices to the runs that took some of these seconds. */
  private static void fit(
      double[] prices, int[] which, List<RunRow> runs, ToDoubleFunction<RunRow> seconds) {
    List<RunRow> having = runs.stream().filter(run -> seconds.applyAsDouble(run) > 0).toList();
    double[] all = new double[having.size()];
    Arrays.fill(all, 1);
    solve(prices, which, having, having.stream().mapToDouble(seconds).toArray(), all);
  }

  /** Fits the other prices to what the known ones leave of the seconds. */
  private static void fitOthers(double[] prices, List<RunRow> runs) {
    List<RunRow> having = runs.stream().filter(run -> !run.cell().isLoop()).toList();
    double[] seconds = having.stream().mapToDouble(RunRow::seconds).toArray();
    double[] left = new double[seconds.length];
    for (int i = 0; i < left.length; i++) {
      double[] counts = Counts.of(having.get(i)).values();
      double known =
          IntStream.range(0, prices.length).mapToDouble(j -> prices[j] * counts[j]).sum();
      left[i] = (seconds[i] - known) / seconds[i];
    }
    solve(prices, OTHERS, having, seconds, left);
  }

  /**
   * Solves for some prices, so that their counts cost a part of the seconds.
   *
   * @param seconds {@code [runs]}, above 0
   * @param parts {@code [runs]}: of the seconds
   */
  private static void solve(
      double[] prices, int[] which, List<RunRow> runs, double[] seconds, double[] parts) {
    if (runs.isEmpty()) {
      return;
    }
    double[][] rows = new double[runs.size()][which.length];
    for (int i = 0; i < rows.length; i++) {
      double[] counts = Counts.of(runs.get(i)).values();
      for (int j = 0; j < which.length; j++) {
        rows[i][j] = counts[which[j]] / seconds[i];
      }
    }
    double[] found = NonNegative.solve(rows, parts);
    for (int j = 0; j < which.length; j++) {
      prices[which[j]] = found[j];
    }
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

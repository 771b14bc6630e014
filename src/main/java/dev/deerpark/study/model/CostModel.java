// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.model;

import dev.deerpark.study.RunRow;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
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
 * has the same price in all of them. It is fitted to the medians of the cells. What Spark's events
 * tell apart is fitted apart: steps and tangents to the core-seconds of evaluation, those in order
 * to the loop as well; elements and the tasks that handle them to all else that tasks do; and then
 * stages, bytes and the probe to the seconds that are left, in which only the driver works. Each
 * fit makes the sum of squared errors, relative to what is measured, least.
 *
 * <p>What the driver takes to send a task is at least {@value #LEAST_DISPATCH} seconds, which Spark
 * takes on a machine with nothing else to do: few tasks cannot show it, and predictions for ten
 * thousand executors depend on it. More is found only where stages had different numbers of tasks.
 *
 * @param prices seconds for one of each, in the order of {@link Counts#NAMES}
 */
public record CostModel(List<Double> prices) {
  /** Seconds of the driver for a task. */
  static final double LEAST_DISPATCH = 5e-4;

  private static final int[] EVALUATION = {Counts.WALKED_STEP, Counts.TANGENT_STEP};
  private static final int[] ORDERED = {Counts.ORDERED_STEP};
  private static final int[] OTHERS_OF_TASKS = {Counts.STAGE, Counts.STARTED_TASK, Counts.ELEMENT};
  private static final int[] DRIVER = {Counts.STAGE, Counts.MESSAGE_BYTE, Counts.PROBE_STEP};
  private static final int[] DRIVER_AND_TASKS = {
    Counts.STAGE, Counts.TASK, Counts.MESSAGE_BYTE, Counts.PROBE_STEP
  };

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
    List<SeenCell> cells = SeenCell.all(runs);
    fit(prices, ORDERED, those(cells, SeenCell::isOrdered), SeenCell::evaluationSeconds);
    fit(prices, EVALUATION, those(cells, cell -> !cell.isOrdered()), SeenCell::evaluationSeconds);
    List<SeenCell> methods = those(cells, cell -> !cell.isLoop());
    fit(prices, OTHERS_OF_TASKS, methods, SeenCell::otherTaskSeconds);
    prices[Counts.TASK] = LEAST_DISPATCH;
    fitDriver(prices, methods);
    return new CostModel(Arrays.stream(prices).boxed().toList());
  }

  private static List<SeenCell> those(List<SeenCell> cells, Predicate<SeenCell> chosen) {
    return cells.stream().filter(chosen).toList();
  }

  /** Fits some prices to the cells that took some of these seconds. */
  private static void fit(
      double[] prices, int[] which, List<SeenCell> cells, ToDoubleFunction<SeenCell> seconds) {
    List<SeenCell> having = cells.stream().filter(cell -> seconds.applyAsDouble(cell) > 0).toList();
    double[] all = new double[having.size()];
    Arrays.fill(all, 1);
    solve(prices, which, having, having.stream().mapToDouble(seconds).toArray(), all);
  }

  /** Fits the driver's prices to what the known ones leave of the seconds. */
  private static void fitDriver(double[] prices, List<SeenCell> methods) {
    double[] seconds = methods.stream().mapToDouble(SeenCell::seconds).toArray();
    double[] left = new double[seconds.length];
    for (int i = 0; i < left.length; i++) {
      double[] counts = methods.get(i).counts().values();
      double known =
          IntStream.range(0, prices.length).mapToDouble(j -> prices[j] * counts[j]).sum();
      left[i] = (seconds[i] - known) / seconds[i];
    }
    solve(prices, tasksDiffer(methods) ? DRIVER_AND_TASKS : DRIVER, methods, seconds, left);
  }

  /** Whether stages that share the work had different numbers of tasks. */
  private static boolean tasksDiffer(List<SeenCell> methods) {
    return methods.stream()
            .filter(cell -> !cell.isOrdered())
            .map(cell -> Math.round(cell.counts().tasks() / cell.counts().stages()))
            .distinct()
            .count()
        > 1;
  }

  /**
   * Solves for some prices, so that their counts cost a part of the seconds, and adds them.
   *
   * @param seconds {@code [cells]}, above 0
   * @param parts {@code [cells]}: of the seconds
   */
  private static void solve(
      double[] prices, int[] which, List<SeenCell> cells, double[] seconds, double[] parts) {
    if (cells.isEmpty()) {
      return;
    }
    double[][] rows = new double[cells.size()][which.length];
    for (int i = 0; i < rows.length; i++) {
      double[] counts = cells.get(i).counts().values();
      for (int j = 0; j < which.length; j++) {
        rows[i][j] = counts[which[j]] / seconds[i];
      }
    }
    double[] found = NonNegative.solve(rows, parts);
    for (int j = 0; j < which.length; j++) {
      prices[which[j]] += found[j];
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

  /** The price of what has this place in {@link Counts#values}. */
  public double price(int place) {
    return prices.get(place);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.model;

import dev.deerpark.study.Cell;
import dev.deerpark.study.Result;
import dev.deerpark.study.RunRow;
import dev.deerpark.study.fit.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The runs of one network and kernel, explained: their prices, and how each method behaves.
 *
 * @param network that ran
 * @param kernel that was asked for
 * @param runs rows of whole runs that count
 * @param costs the prices
 * @param behaviours by the name of the method that was taken; not of the loop
 */
public record Explained(
    String network,
    String kernel,
    List<RunRow> runs,
    CostModel costs,
    Map<String, Behaviour> behaviours) {

  /**
   * Explains runs.
   *
   * @param all rows of whole runs that count, of any networks
   * @return one for each network and kernel, in the order in which they come first
   */
  public static List<Explained> all(List<RunRow> all) {
    return all.stream()
        .map(run -> List.of(run.cell().network(), run.cell().kernel()))
        .distinct()
        .map(key -> of(key.get(0), key.get(1), all))
        .toList();
  }

  private static Explained of(String network, String kernel, List<RunRow> all) {
    List<RunRow> runs =
        all.stream()
            .filter(run -> run.cell().network().equals(network))
            .filter(run -> run.cell().kernel().equals(kernel))
            .toList();
    Map<String, Behaviour> behaviours = new TreeMap<>();
    runs.stream()
        .filter(run -> !run.cell().isLoop())
        .collect(Collectors.groupingBy(Explained::way, TreeMap::new, Collectors.toList()))
        .forEach((way, those) -> behaviours.put(way, Behaviour.of(those)));
    return new Explained(network, kernel, runs, CostModel.fit(runs), behaviours);
  }

  private static String way(RunRow run) {
    return way(run.cell(), run.result());
  }

  /** What runs that behave alike have in common: the method, and the segments asked for. */
  public static String way(Cell cell, Result result) {
    int asked = cell.askedSegmentSteps();
    return result.takenMethod() + (asked == 0 ? "" : ", segments of " + asked);
  }

  /**
   * A cell of a method, of a length that no run had from which it was predicted.
   *
   * @param run one of its runs
   * @param measuredSeconds the median of its runs
   * @param known the runs of the other lengths, explained
   * @param prediction that follows from them
   */
  public record HeldOut(
      RunRow run, double measuredSeconds, Explained known, Prediction prediction) {

    /** The relative error. */
    public double error() {
      return errorOf(prediction.seconds());
    }

    /** The relative error of these seconds in place of the predicted ones. */
    public double errorOf(double seconds) {
      return Math.abs(seconds / measuredSeconds - 1);
    }
  }

  /**
   * Predicts the cells of each length from the runs of all other lengths; not those of the loop.
   */
  public List<HeldOut> heldOut() {
    List<HeldOut> errors = new ArrayList<>();
    for (long length : new TreeSet<>(runs.stream().map(run -> run.cell().lengthSteps()).toList())) {
      Predicate<RunRow> held = run -> run.cell().lengthSteps() == length;
      List<RunRow> others = runs.stream().filter(held.negate()).toList();
      if (!others.isEmpty()) {
        Explained known = of(network, kernel, others);
        runs.stream()
            .filter(held.and(run -> !run.cell().isLoop()))
            .collect(Collectors.groupingBy(RunRow::cell))
            .values()
            .forEach(cell -> known.predict(cell).ifPresent(errors::add));
      }
    }
    return errors;
  }

  private Optional<HeldOut> predict(List<RunRow> cell) {
    RunRow run = cell.get(0);
    double measured = Sample.of(cell.stream().mapToDouble(RunRow::seconds)).median();
    return Optional.of(way(run))
        .filter(behaviours::containsKey)
        .map(way -> predict(way, run.cell().lengthSteps(), run.cell().workers().cores()))
        .map(prediction -> new HeldOut(run, measured, this, prediction));
  }

  /** The median of the relative errors of {@link #heldOut}; NaN of none. */
  public double heldOutError() {
    return Sample.of(heldOut().stream().mapToDouble(HeldOut::error)).median();
  }

  /** The relative errors of the runs that the prices were fitted to. */
  public Sample fittedErrors() {
    return Sample.of(
        runs.stream()
            .mapToDouble(run -> Math.abs(costs.seconds(Counts.of(run)) / run.seconds() - 1)));
  }

  /**
   * The time of a method on any length and workers.
   *
   * @param way a key of {@link #behaviours}
   */
  public Prediction predict(String way, long steps, int cores) {
    Counts counts = behaviours.get(way).counts(steps, cores);
    long longest = runs.stream().mapToLong(run -> run.cell().lengthSteps()).max().orElseThrow();
    int most = runs.stream().mapToInt(run -> run.cell().workers().cores()).max().orElseThrow();
    return new Prediction(
        network,
        kernel,
        way,
        steps,
        cores,
        costs.seconds(counts),
        costs.parts(counts),
        loopSeconds(steps),
        Double.NaN,
        (double) steps / longest,
        (double) cores / most);
  }

  /** The loop's seconds for a number of steps, as measured on all lengths. */
  public double loopSeconds(long steps) {
    return steps
        * Sample.of(
                runs.stream()
                    .filter(run -> run.cell().isLoop())
                    .mapToDouble(run -> run.seconds() / run.cell().lengthSteps()))
            .median();
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.page;

import dev.deerpark.report.chart.LineChart;
import dev.deerpark.report.chart.LineChart.Axis;
import dev.deerpark.report.chart.LineChart.Curve;
import dev.deerpark.report.chart.LineChart.Kind;
import dev.deerpark.report.chart.LineChart.Point;
import dev.deerpark.report.chart.LineChart.Scale;
import dev.deerpark.study.CellFigures;
import dev.deerpark.study.fit.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The charts of one network and kernel, over cores and over lengths.
 *
 * @param network that ran
 * @param cells of the network and kernel
 */
record ScalingCharts(String network, List<CellFigures> cells) {
  private static final Axis CORES = new Axis("cores", Scale.POWERS_OF_TWO);
  private static final Axis LENGTH = new Axis("steps of the series", Scale.LOGARITHMIC);
  private static final Axis SECONDS = new Axis("seconds", Scale.LOGARITHMIC);

  /** The longest series that was measured on more than one number of cores, or the longest. */
  long strongLength() {
    return cells.stream()
        .map(cell -> cell.cell().lengthSteps())
        .filter(length -> coresAt(length) > 1)
        .max(Comparator.naturalOrder())
        .orElseGet(() -> longest());
  }

  private long coresAt(long length) {
    return cells.stream()
        .filter(cell -> cell.cell().lengthSteps() == length)
        .map(cell -> cell.cell().workers().cores())
        .distinct()
        .count();
  }

  long longest() {
    return cells.stream().mapToLong(cell -> cell.cell().lengthSteps()).max().orElse(0);
  }

  int mostCores() {
    return cells.stream().mapToInt(cell -> cell.cell().workers().cores()).max().orElse(1);
  }

  /** Seconds over cores at one length, with a line for each method that is ideal from its first. */
  LineChart strong() {
    long length = strongLength();
    List<Curve> curves =
        new ArrayList<>(
            curves(
                cell -> cell.cell().lengthSteps() == length,
                cell -> cell.cell().workers().cores(),
                cell -> cell.seconds().estimate()));
    for (Curve curve : List.copyOf(curves)) {
      ideal(curve, cores -> curve.points().get(0).x() / cores).ifPresent(curves::add);
    }
    return new LineChart(
        String.format(Locale.ROOT, "Strong scaling: %s, %,d steps", network, length),
        CORES,
        SECONDS,
        curves);
  }

  /** Seconds over cores where the length grows with the cores. */
  Optional<LineChart> weak() {
    long share = weakShare();
    if (share == 0) {
      return Optional.empty();
    }
    List<Curve> curves =
        new ArrayList<>(
            curves(
                cell -> cell.cell().lengthSteps() == share * cell.cell().workers().cores(),
                cell -> cell.cell().workers().cores(),
                cell -> cell.seconds().estimate()));
    for (Curve curve : List.copyOf(curves)) {
      ideal(curve, cores -> 1.0).ifPresent(curves::add);
    }
    return Optional.of(
        new LineChart(
            String.format(Locale.ROOT, "Weak scaling: %s, %,d steps a core", network, share),
            CORES,
            SECONDS,
            curves));
  }

  /** The largest number of steps a core that all numbers of cores have; 0 for none. */
  private long weakShare() {
    List<Integer> cores =
        cells.stream().map(cell -> cell.cell().workers().cores()).distinct().toList();
    return cores.size() < 2
        ? 0
        : cells.stream()
            .mapToLong(cell -> cell.cell().lengthSteps() / cell.cell().workers().cores())
            .filter(
                share ->
                    cores.stream()
                        .allMatch(
                            count ->
                                cells.stream()
                                    .anyMatch(
                                        cell ->
                                            cell.cell().workers().cores() == count
                                                && cell.cell().lengthSteps() == share * count)))
            .max()
            .orElse(0);
  }

  private static Optional<Curve> ideal(Curve measured, Function<Double, Double> factor) {
    if (measured.points().size() < 2) {
      return Optional.empty();
    }
    double first = measured.points().get(0).y();
    List<Point> points =
        measured.points().stream()
            .map(point -> Point.of(point.x(), first * factor.apply(point.x())))
            .toList();
    return Optional.of(new Curve("ideal", Kind.GUIDE, points));
  }

  LineChart efficiency() {
    long length = strongLength();
    return new LineChart(
        String.format(Locale.ROOT, "Efficiency: %s, %,d steps", network, length),
        CORES,
        new Axis("efficiency", Scale.LOGARITHMIC),
        curves(
            cell -> cell.cell().lengthSteps() == length,
            cell -> cell.cell().workers().cores(),
            CellFigures::efficiency));
  }

  LineChart speedup() {
    int cores = mostCores();
    return new LineChart(
        String.format(
            Locale.ROOT, "Speed-up over the tuned loop on one core: %s, %d cores", network, cores),
        LENGTH,
        new Axis("times faster", Scale.LOGARITHMIC),
        withLevel(
            curves(
                cell -> cell.cell().workers().cores() == cores,
                cell -> cell.cell().lengthSteps(),
                CellFigures::speedup),
            "the loop",
            1));
  }

  LineChart iterations() {
    int cores = mostCores();
    return new LineChart(
        String.format(Locale.ROOT, "Iterations: %s, %d cores", network, cores),
        LENGTH,
        new Axis("iterations", Scale.LINEAR),
        curves(
            cell -> cell.cell().workers().cores() == cores,
            cell -> cell.cell().lengthSteps(),
            cell -> Estimate.of(cell.result().iterations())));
  }

  LineChart cost() {
    int cores = mostCores();
    List<Curve> curves =
        new ArrayList<>(
            curves(
                cell -> cell.cell().workers().cores() == cores,
                cell -> cell.cell().lengthSteps(),
                cell -> Estimate.of(cell.coreHoursPerBillion())));
    curves.addAll(
        curves(
                cell -> cell.cell().workers().cores() == cores,
                CellFigures::isLoop,
                cell -> cell.cell().lengthSteps(),
                cell -> Estimate.of(cell.coreHoursPerBillion()))
            .stream()
            .map(curve -> new Curve("the loop", Kind.GUIDE, curve.points()))
            .toList());
    return new LineChart(
        String.format(Locale.ROOT, "Cost of 10^9 steps: %s, %d cores", network, cores),
        LENGTH,
        new Axis("core-hours", Scale.LOGARITHMIC),
        curves);
  }

  private static List<Curve> withLevel(List<Curve> curves, String name, double level) {
    List<Point> ends =
        curves.stream()
            .flatMap(curve -> curve.points().stream())
            .map(Point::x)
            .distinct()
            .sorted()
            .map(x -> Point.of(x, level))
            .toList();
    List<Curve> more = new ArrayList<>(curves);
    more.add(new Curve(name, Kind.GUIDE, ends));
    return more;
  }

  private List<Curve> curves(
      Predicate<CellFigures> chosen,
      ToDoubleFunction<CellFigures> x,
      Function<CellFigures, Estimate> y) {
    return curves(chosen, cell -> !cell.isLoop(), x, y);
  }

  private List<Curve> curves(
      Predicate<CellFigures> chosen,
      Predicate<CellFigures> methods,
      ToDoubleFunction<CellFigures> x,
      Function<CellFigures, Estimate> y) {
    List<CellFigures> shown =
        cells.stream().filter(chosen).filter(methods).filter(CellFigures::counts).toList();
    return shown.stream()
        .map(cell -> cell.cell().methodLabel())
        .distinct()
        .map(
            method ->
                new Curve(
                    method,
                    Kind.MEASURED,
                    shown.stream()
                        .filter(cell -> cell.cell().methodLabel().equals(method))
                        .sorted(Comparator.comparingDouble(x))
                        .map(cell -> point(x.applyAsDouble(cell), y.apply(cell)))
                        .toList()))
        .toList();
  }

  private static Point point(double x, Estimate y) {
    return new Point(x, y.value(), y.low(), y.high());
  }
}

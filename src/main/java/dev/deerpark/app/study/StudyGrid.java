// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.KernelChoice;
import dev.deerpark.settings.MethodNames;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.StudySettings;
import dev.deerpark.settings.StudySettings.Axes;
import dev.deerpark.solve.Method;
import dev.deerpark.study.Cell;
import dev.deerpark.study.Grid;
import dev.deerpark.study.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The grid that settings ask for.
 *
 * @param settings of the study
 * @param coresOfExecutor of executors that are processes of their own
 * @param coresOfMachine of this one
 */
record StudyGrid(StudySettings settings, int coresOfExecutor, int coresOfMachine) {

  /** Options that all cells have in common, and that a study that goes on may not change. */
  private static final List<Option> COMMON =
      List.of(
          Option.MODEL,
          Option.PRECISION,
          Option.DAMPING,
          Option.ELK_PREFIX,
          Option.ELK_STEP,
          Option.SCAN,
          Option.VERIFY);

  /** What the cells of a network need. */
  record Network(String name, int stateSize, String digest) {}

  /**
   * The grid over these networks, without segments that are longer than a series.
   *
   * @throws BadInputException where segments are longer than every series
   */
  Grid over(List<Network> networks) {
    Set<Cell> cells = new LinkedHashSet<>();
    for (Workers workers : workers()) {
      for (long steps : lengths(workers)) {
        for (Network network : networks) {
          add(cells, network, steps, workers);
        }
      }
    }
    requireUse(cells);
    return new Grid(
        new ArrayList<>(cells),
        settings.repeats(),
        settings.warmups(),
        settings.seed(),
        common(networks));
  }

  private void requireUse(Set<Cell> cells) {
    for (int segment : settings.axes().segmentLengths()) {
      if (cells.stream().noneMatch(cell -> cell.askedSegmentSteps() == segment)) {
        throw new BadInputException(
            String.format(
                Locale.ROOT,
                "%s %d: no series has so many steps, the longest has %,d. Leave it out, or give"
                    + " longer ones with %s.",
                Option.SEGMENT_LENGTHS.flag(),
                segment,
                cells.stream().mapToLong(Cell::lengthSteps).max().orElse(0),
                Option.LENGTHS.flag()));
      }
    }
  }

  /** What of the grid that was asked for is left out, in a sentence for each segment length. */
  List<String> leftOut(Grid grid) {
    List<String> sentences = new ArrayList<>();
    for (int segment : settings.axes().segmentLengths()) {
      String shorter =
          grid.cells().stream()
              .mapToLong(Cell::lengthSteps)
              .filter(steps -> steps < segment)
              .distinct()
              .sorted()
              .mapToObj(steps -> String.format(Locale.ROOT, "%,d", steps))
              .collect(Collectors.joining(" and "));
      if (!shorter.isEmpty()) {
        sentences.add(
            String.format(
                Locale.ROOT,
                "Segments of %,d steps are left out of the series of %s steps, which are shorter.",
                segment,
                shorter));
      }
    }
    return sentences;
  }

  private void add(Set<Cell> cells, Network network, long steps, Workers workers) {
    for (KernelChoice choice : settings.axes().kernels()) {
      String kernel = choice.name().toLowerCase(Locale.ROOT);
      cells.add(
          new Cell(network.name(), network.stateSize(), Cell.LOOP, kernel, steps, 0, workers));
      for (Optional<Method> method : settings.axes().methods()) {
        for (int segment : segmentLengths(method, steps)) {
          cells.add(
              new Cell(
                  network.name(),
                  network.stateSize(),
                  MethodNames.of(method),
                  kernel,
                  steps,
                  segment,
                  workers));
        }
      }
    }
  }

  private List<Integer> segmentLengths(Optional<Method> method, long steps) {
    return MethodNames.choosesSegmentLength(method)
        ? List.of(0)
        : settings.axes().segmentLengths().stream().filter(length -> length <= steps).toList();
  }

  /** Those that are asked for, else powers of two up to the cores of this machine. */
  private List<Workers> workers() {
    Axes axes = settings.axes();
    if (!axes.executors().isEmpty()) {
      return axes.executors().stream()
          .map(count -> new Workers(count, count * coresOfExecutor, true))
          .toList();
    }
    List<Integer> cores = new ArrayList<>(axes.cores());
    if (cores.isEmpty()) {
      for (int count = 1; count < coresOfMachine; count *= 2) {
        cores.add(count);
      }
      cores.add(coresOfMachine);
    }
    return cores.stream().map(Workers::ofOneProcess).toList();
  }

  private List<Long> lengths(Workers workers) {
    Axes axes = settings.axes();
    Set<Long> lengths = new LinkedHashSet<>();
    if (axes.strong()) {
      lengths.addAll(axes.lengths());
    }
    if (axes.weak()) {
      axes.lengths().forEach(steps -> lengths.add(steps * workers.cores()));
    }
    return List.copyOf(lengths);
  }

  private Map<String, String> common(List<Network> networks) {
    Map<String, String> common = new LinkedHashMap<>();
    common.put(Option.TOLERANCE.bareName(), String.valueOf(settings.tolerance()));
    for (Option option : COMMON) {
      settings.values().get(option).text().ifPresent(text -> common.put(option.bareName(), text));
    }
    if (settings.model().isPresent()) {
      // the same path may hold other weights by now
      networks.forEach(network -> common.put("digest of " + network.name(), network.digest()));
    }
    return common;
  }
}

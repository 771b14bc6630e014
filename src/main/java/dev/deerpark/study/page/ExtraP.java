// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.page;

import dev.deerpark.study.Cell;
import dev.deerpark.study.CellFigures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The seconds of a study in the text format of Extra-P, a tool for empirical performance models:
 * parameters {@code cores} and {@code steps}, a region for each network, method and kernel, and the
 * points that all regions have.
 */
public final class ExtraP {
  private ExtraP() {}

  /** A point of the grid. */
  private record Place(int cores, long steps) {}

  /** The file; empty where no point is common to all. */
  public static String text(List<CellFigures> cells) {
    Map<String, Map<Place, CellFigures>> regions = new LinkedHashMap<>();
    for (CellFigures figures : cells) {
      Cell cell = figures.cell();
      if (!cell.isLoop() && figures.counts()) {
        String region =
            (cell.network() + "_" + cell.methodLabel() + "_" + cell.kernel())
                .replaceAll("[^\\w.=-]+", "_");
        regions
            .computeIfAbsent(region, name -> new LinkedHashMap<>())
            .put(new Place(cell.workers().cores(), cell.lengthSteps()), figures);
      }
    }
    if (regions.isEmpty()) {
      return "";
    }
    List<Place> places = new ArrayList<>(regions.values().iterator().next().keySet());
    regions.values().forEach(region -> places.retainAll(region.keySet()));
    return places.isEmpty() ? "" : text(regions, places);
  }

  private static String text(Map<String, Map<Place, CellFigures>> regions, List<Place> places) {
    StringBuilder text = new StringBuilder("PARAMETER cores\nPARAMETER steps\n\nPOINTS");
    places.forEach(
        place ->
            text.append(" ( ")
                .append(place.cores())
                .append(' ')
                .append(place.steps())
                .append(" )"));
    text.append('\n');
    regions.forEach(
        (name, region) -> {
          text.append("\nREGION ").append(name).append("\nMETRIC seconds\n");
          places.forEach(
              place ->
                  text.append("DATA ")
                      .append(
                          Arrays.stream(region.get(place).seconds().values())
                              .mapToObj(String::valueOf)
                              .collect(Collectors.joining(" ")))
                      .append('\n'));
        });
    return text.toString();
  }
}

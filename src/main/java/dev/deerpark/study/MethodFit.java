// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study;

import dev.deerpark.study.fit.Amdahl;
import dev.deerpark.study.fit.Estimate;
import dev.deerpark.study.fit.Sample;
import dev.deerpark.study.fit.Scalability;
import dev.deerpark.study.fit.SerialFraction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The laws of scaling of one method on one length.
 *
 * @param network that ran
 * @param method as it was asked for
 * @param kernel that was asked for
 * @param lengthSteps T
 * @param amdahl null where the runs do not determine it
 * @param scalability the universal law; null likewise
 * @param serialFractions Karp and Flatt's, by the number of cores above the fewest, which count as
 *     one
 */
public record MethodFit(
    String network,
    String method,
    String kernel,
    long lengthSteps,
    Amdahl amdahl,
    Scalability scalability,
    Map<Integer, Estimate> serialFractions) {

  /** The fits of all methods and lengths that ran on several numbers of cores. */
  public static List<MethodFit> all(List<CellFigures> cells) {
    Map<List<Object>, List<CellFigures>> groups = new LinkedHashMap<>();
    for (CellFigures figures : cells) {
      Cell cell = figures.cell();
      if (!cell.isLoop() && figures.counts()) {
        groups
            .computeIfAbsent(
                List.of(cell.network(), cell.methodLabel(), cell.kernel(), cell.lengthSteps()),
                key -> new ArrayList<>())
            .add(figures);
      }
    }
    return groups.values().stream()
        .filter(
            group ->
                group.stream().map(each -> each.cell().workers().cores()).distinct().count() > 1)
        .map(MethodFit::of)
        .toList();
  }

  private static MethodFit of(List<CellFigures> group) {
    double[] cores =
        group.stream()
            .flatMap(each -> Arrays.stream(each.seconds().values()).mapToObj(s -> each))
            .mapToDouble(each -> each.cell().workers().cores())
            .toArray();
    double[] seconds =
        group.stream().flatMapToDouble(each -> Arrays.stream(each.seconds().values())).toArray();
    Map<Integer, Sample> byCores = new TreeMap<>();
    group.forEach(each -> byCores.put(each.cell().workers().cores(), each.seconds()));
    int fewest = byCores.keySet().iterator().next();
    Map<Integer, Estimate> fractions = new TreeMap<>();
    byCores.forEach(
        (count, sample) -> {
          if (count > fewest) {
            Estimate speedup = sample.ratioOf(byCores.get(fewest));
            fractions.put(count, SerialFraction.of(speedup, (double) count / fewest));
          }
        });
    Cell cell = group.get(0).cell();
    return new MethodFit(
        cell.network(),
        cell.methodLabel(),
        cell.kernel(),
        cell.lengthSteps(),
        Amdahl.fit(cores, seconds).orElse(null),
        Scalability.fit(cores, seconds).orElse(null),
        fractions);
  }
}

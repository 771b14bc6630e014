// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.page;

import dev.deerpark.study.MethodFit;
import dev.deerpark.study.fit.Amdahl;
import dev.deerpark.study.fit.Scalability;
import java.util.List;
import java.util.stream.Collectors;

/** The laws of scaling, and where more workers stop paying. */
record FitSection(Analysis analysis) {
  private static final List<String> HEADER =
      List.of(
          "network",
          "method",
          "kernel",
          "steps",
          "Amdahl: serial fraction",
          "half of the cores wasted from",
          "universal law: contention",
          "coherence",
          "more cores slower from",
          "Karp and Flatt's serial fraction, by cores");

  void write(Html html) {
    html.heading("fits", "Laws of scaling");
    if (analysis.fits().isEmpty()) {
      html.paragraph("They need runs of the same work on several numbers of cores.");
      return;
    }
    html.paragraph(
        "Fitted to the seconds of all runs by least squares of relative errors; in brackets the"
            + " interval of 95 %. Amdahl's law needs two numbers of cores, the universal law three. A"
            + " serial fraction that grows with the cores is overhead, not serial work.");
    html.table("fits-table", HEADER, analysis.fits().stream().map(FitSection::row).toList());
  }

  private static List<String> row(MethodFit fit) {
    Amdahl amdahl = fit.amdahl();
    Scalability law = fit.scalability();
    return List.of(
        fit.network(),
        fit.method(),
        fit.kernel(),
        Figures.whole(fit.lengthSteps()),
        amdahl == null ? "–" : Figures.number(amdahl.serial()),
        amdahl == null ? "–" : Figures.number(amdahl.halfWasted()),
        law == null ? "–" : Figures.number(law.contention()),
        law == null ? "–" : Figures.number(law.coherence()),
        law == null ? "–" : Figures.number(law.slowerFrom()),
        fit.serialFractions().entrySet().stream()
            .map(entry -> entry.getKey() + ": " + Figures.number(entry.getValue()))
            .collect(Collectors.joining("; ")));
  }
}

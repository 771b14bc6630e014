// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.page;

import dev.deerpark.study.CellFigures;
import dev.deerpark.study.model.Explained;
import dev.deerpark.study.model.Prediction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What a study says in a few sentences, network by network, of its longest series: which method to
 * take, what limits it, and what more cores would bring.
 */
public record Answers(Analysis analysis) {
  /** Parts of the core-seconds that are named. */
  private static final int NAMED = 3;

  /** Times the longest measured series, beyond which no method is looked for any more. */
  private static final int LONGEST = 1 << 14;

  /** The sentences of all networks, each network's together. */
  public List<String> paragraphs() {
    return analysis.cells().stream()
        .filter(CellFigures::counts)
        .map(cell -> cell.cell().network())
        .distinct()
        .map(this::of)
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<String> of(String network) {
    List<CellFigures> cells =
        analysis.cells().stream()
            .filter(cell -> cell.cell().network().equals(network) && cell.counts())
            .toList();
    long longest = cells.stream().mapToLong(cell -> cell.cell().lengthSteps()).max().orElse(0);
    return cells.stream()
        .filter(cell -> cell.cell().lengthSteps() == longest && !cell.isLoop())
        .min(Comparator.comparingDouble(cell -> cell.seconds().median()))
        .map(this::sentences);
  }

  private String sentences(CellFigures fastest) {
    List<String> sentences = new ArrayList<>();
    sentences.add(choice(fastest));
    sentences.add("Of its core-seconds " + parts(fastest) + ".");
    explained(fastest).flatMap(known -> outlook(known, fastest)).ifPresent(sentences::add);
    return String.join(" ", sentences);
  }

  private String choice(CellFigures fastest) {
    String where =
        fastest.cell().network() + ", " + Figures.whole(fastest.cell().lengthSteps()) + " steps: ";
    String kernel = analysis.hasSeveralKernels() ? " by " + fastest.cell().kernel() : "";
    String method = fastest.cell().methodLabel() + kernel + " on " + fastest.cell().workers();
    String seconds = Figures.number(fastest.seconds().median()) + " s";
    double speedup = fastest.speedup().value();
    if (speedup < 1) {
      return where
          + "the loop is fastest, "
          + Figures.number(fastest.loop().median())
          + " s on one core. The fastest method, "
          + method
          + ", takes "
          + seconds
          + ".";
    }
    return where
        + method
        + " is fastest, "
        + seconds
        + ", "
        + Figures.number(speedup)
        + " times the loop's speed.";
  }

  /** The largest parts of the core-seconds. */
  private static String parts(CellFigures cell) {
    double whole = cell.time().whole();
    return cell.time().parts().entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(NAMED)
        .map(
            part ->
                String.format(
                    Locale.ROOT, "%.0f %% are %s", 100 * part.getValue() / whole, part.getKey()))
        .collect(Collectors.joining(", "));
  }

  private Optional<Explained> explained(CellFigures cell) {
    return analysis.explained().stream()
        .filter(known -> known.network().equals(cell.cell().network()))
        .filter(known -> known.kernel().equals(cell.cell().kernel()))
        .findFirst();
  }

  /** What the cost model expects of more cores, or of a longer series where the loop is faster. */
  private static Optional<String> outlook(Explained known, CellFigures fastest) {
    String way = Explained.way(fastest.cell(), fastest.result());
    if (!known.behaviours().containsKey(way)) {
      return Optional.empty();
    }
    long steps = fastest.cell().lengthSteps();
    int cores = fastest.cell().workers().cores();
    if (fastest.speedup().value() < 1) {
      OptionalLong ahead = ahead(known, way, steps, cores);
      return Optional.of(
          ahead.isPresent()
              ? String.format(
                  Locale.ROOT,
                  "The cost model expects it to be ahead of the loop on %,d steps.",
                  ahead.getAsLong())
              : "The cost model does not expect it to be ahead of the loop on longer series.");
    }
    Prediction doubled = known.predict(way, steps, 2 * cores);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "On twice the cores the cost model expects %s s.",
            Figures.number(doubled.seconds())));
  }

  /** Of the length, doubled again and again, the first on which a method is ahead of the loop. */
  private static OptionalLong ahead(Explained known, String way, long steps, int cores) {
    for (long factor = 2; factor <= LONGEST; factor *= 2) {
      if (known.predict(way, factor * steps, cores).speedup() > 1) {
        return OptionalLong.of(factor * steps);
      }
    }
    return OptionalLong.empty();
  }
}

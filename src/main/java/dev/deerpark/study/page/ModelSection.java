// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.page;

import dev.deerpark.report.chart.LineChart;
import dev.deerpark.report.chart.LineChart.Axis;
import dev.deerpark.report.chart.LineChart.Curve;
import dev.deerpark.report.chart.LineChart.Kind;
import dev.deerpark.report.chart.LineChart.Point;
import dev.deerpark.report.chart.LineChart.Scale;
import dev.deerpark.report.chart.Svg;
import dev.deerpark.study.model.Counts;
import dev.deerpark.study.model.Explained;
import dev.deerpark.study.model.Explained.HeldOut;
import dev.deerpark.study.model.Possible;
import dev.deerpark.study.model.Prediction;
import dev.deerpark.study.simulation.SimulatedRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The model of cost: its prices, its errors, and its predictions. */
record ModelSection(Analysis analysis) {
  private static final List<String> PREDICTION =
      List.of(
          "network",
          "method",
          "steps",
          "cores",
          "seconds",
          "simulated, with trouble",
          "times faster than the loop",
          "possible at most",
          "times the longest measured series",
          "times the most measured cores");

  void write(Html html) {
    html.heading("model", "What a run costs");
    html.paragraph(
        "The seconds of a run are the sum of what it does, each times a price that is the same for"
            + " all methods, lengths and workers. Prices are fitted to all runs of a network.");
    List<String> header = new ArrayList<>(List.of("network", "kernel"));
    Counts.NAMES.forEach(name -> header.add("seconds for a " + name));
    header.addAll(
        List.of("median error of fitted runs, %", "median error of a length held out, %"));
    html.table("model-table", header, analysis.explained().stream().map(this::row).toList());
    heldOut(html);
    predictions(html);
  }

  private List<String> row(Explained explained) {
    List<String> row = new ArrayList<>(List.of(explained.network(), explained.kernel()));
    explained.costs().prices().forEach(price -> row.add(Figures.number(price)));
    row.add(Figures.percent(explained.fittedErrors().median()));
    row.add(Figures.percent(explained.heldOutError()));
    return row;
  }

  private void heldOut(Html html) {
    List<List<String>> rows = new ArrayList<>();
    for (Explained explained : analysis.explained()) {
      for (HeldOut cell : explained.heldOut()) {
        double simulated = SimulatedRuns.untroubled(cell.known(), cell.prediction());
        rows.add(
            List.of(
                analysis.name(cell.run().cell()),
                cell.run().cell().methodLabel(),
                Figures.whole(cell.run().cell().lengthSteps()),
                cell.run().cell().workers().toString(),
                Figures.number(cell.measuredSeconds()),
                Figures.number(cell.prediction().seconds()),
                Figures.percent(cell.error()),
                Figures.number(simulated),
                Figures.percent(cell.errorOf(simulated))));
      }
    }
    html.raw("<details>").element("summary", "Every length, predicted from the others");
    html.table(
            "held-out-table",
            List.of(
                "network",
                "method",
                "steps",
                "workers",
                "measured seconds",
                "predicted seconds",
                "error, %",
                "simulated seconds",
                "error of these, %"),
            rows)
        .raw("</details>\n");
  }

  private void predictions(Html html) {
    if (analysis.predictions().isEmpty()) {
      return;
    }
    html.heading("predictions", "Predictions");
    html.paragraph(
        "By the prices above, the planner's own layout, and iterations that follow the logarithm of"
            + " the length. The last two columns say how far each lies outside of what was measured."
            + " Simulated: the same tasks, event by event, on a cluster with stragglers and lost"
            + " executors. Possible at most: N / (1 + N m / T), with m the steps in which the network"
            + " forgets a difference to the tolerance, and N cores at the loop's speed: lanes side by side"
            + " are faster.");
    html.raw("<div class=\"charts\">\n");
    List<String> names = analysis.predictions().stream().map(this::name).distinct().toList();
    for (int i = 0; i < names.size(); i++) {
      html.figure(
          Svg.of(chart(names.get(i)), "prediction-" + i),
          "Dashed: predicted. Grey: the ideal, and the most that is possible.");
    }
    html.raw("</div>\n");
    html.table(
        "predictions-table", PREDICTION, analysis.predictions().stream().map(this::row).toList());
  }

  private List<String> row(Prediction prediction) {
    return List.of(
        name(prediction),
        prediction.method(),
        Figures.whole(prediction.lengthSteps()),
        Figures.whole(prediction.cores()),
        Figures.number(prediction.seconds()),
        Figures.number(prediction.simulatedSeconds()),
        Figures.number(prediction.speedup()),
        possible(prediction.network())
            .map(
                bound ->
                    Figures.number(bound.speedup(prediction.cores(), prediction.lengthSteps())))
            .orElse("–"),
        Figures.number(prediction.longerThanMeasured()),
        Figures.number(prediction.moreCoresThanMeasured()));
  }

  private String name(Prediction prediction) {
    return analysis.name(prediction.network(), prediction.kernel());
  }

  private Optional<Possible> possible(String network) {
    return analysis.explained().stream()
        .filter(explained -> explained.network().equals(network))
        .findFirst()
        .flatMap(
            explained ->
                Possible.of(
                    explained.runs().get(0).result().exponentNatsPerStep(), analysis.tolerance()));
  }

  private LineChart chart(String name) {
    List<Prediction> all =
        analysis.predictions().stream().filter(each -> name(each).equals(name)).toList();
    List<Curve> curves = new ArrayList<>();
    for (String method : all.stream().map(Prediction::method).distinct().toList()) {
      curves.add(
          new Curve(
              method,
              Kind.MODEL,
              all.stream()
                  .filter(each -> each.method().equals(method))
                  .map(each -> Point.of(each.cores(), each.speedup()))
                  .toList()));
    }
    List<Integer> cores = all.stream().map(Prediction::cores).distinct().sorted().toList();
    curves.add(
        new Curve(
            "ideal", Kind.GUIDE, cores.stream().map(count -> Point.of(count, count)).toList()));
    long steps = all.get(0).lengthSteps();
    possible(all.get(0).network())
        .ifPresent(
            bound ->
                curves.add(
                    new Curve(
                        "possible",
                        Kind.LIMIT,
                        cores.stream()
                            .map(count -> Point.of(count, bound.speedup(count, steps)))
                            .toList())));
    return new LineChart(
        String.format(Locale.ROOT, "Predicted speed-up over the loop: %s, %,d steps", name, steps),
        new Axis("cores", Scale.LOGARITHMIC),
        new Axis("times faster", Scale.LOGARITHMIC),
        curves);
  }
}

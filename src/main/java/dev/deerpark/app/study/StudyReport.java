// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import dev.deerpark.app.console.Console;
import dev.deerpark.study.MethodFit;
import dev.deerpark.study.RunRow;
import dev.deerpark.study.model.CostModel;
import dev.deerpark.study.model.Counts;
import dev.deerpark.study.model.Explained;
import dev.deerpark.study.model.Prediction;
import dev.deerpark.study.page.Analysis;
import dev.deerpark.study.page.Answers;
import dev.deerpark.study.page.ExtraP;
import dev.deerpark.study.page.StudyPage;
import java.awt.AWTError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What follows from the rows of a study: the page, the fits, and the export.
 *
 * @param folder of the study
 * @param study as recorded
 * @param analysis of its rows
 * @param models the cost models of its networks
 */
record StudyReport(StudyFolder folder, StudyRecord study, Analysis analysis, List<Model> models) {

  /** What is known of one network and kernel, in {@code study.json}. */
  record Model(
      String network,
      String kernel,
      Map<String, Double> secondsForEach,
      double medianErrorFitted,
      double medianErrorHeldOut) {}

  /** What was computed, in {@code study.json}. */
  private record Computed(List<MethodFit> fits, List<Model> models, List<Prediction> predictions) {}

  /** Computes it. */
  static StudyReport of(
      StudyFolder folder, StudyRecord study, List<RunRow> rows, List<Prediction> predictions) {
    Analysis analysis = Analysis.of(study.grid(), study.environments(), rows, predictions);
    return new StudyReport(
        folder, study, analysis, analysis.explained().stream().map(StudyReport::model).toList());
  }

  /**
   * Writes all files but the runs.
   *
   * @param console hears where the page cannot be drawn
   */
  StudyReport write(Console console) {
    folder.write(study.having(new Computed(analysis.fits(), models, analysis.predictions())));
    String extraP = ExtraP.text(analysis.cells());
    if (!extraP.isEmpty()) {
      folder.write("extra-p.txt", extraP);
    }
    writePage(console);
    return this;
  }

  /** The runs are worth more than their page, which wants fonts and their libraries. */
  private void writePage(Console console) {
    try {
      folder.write("report.html", StudyPage.of(analysis));
    } catch (LinkageError | InternalError | AWTError lacking) {
      console.warning(
          "The page report.html is missing, since this machine cannot draw ("
              + lacking
              + "). All runs are kept: --resume draws it where fonts are installed.");
    }
  }

  private static Model model(Explained explained) {
    CostModel costs = explained.costs();
    Map<String, Double> prices = new LinkedHashMap<>();
    for (int i = 0; i < Counts.NAMES.size(); i++) {
      prices.put(Counts.NAMES.get(i), costs.prices().get(i));
    }
    return new Model(
        explained.network(),
        explained.kernel(),
        prices,
        explained.fittedErrors().median(),
        explained.heldOutError());
  }

  /** The last words. */
  void tell(Console console) {
    console.line("");
    new Answers(analysis).paragraphs().forEach(console::line);
    for (Model model : models) {
      console.line(
          String.format(
              Locale.ROOT,
              "Cost model of %s, %s kernel: median error %.1f %% on the runs it was fitted to, %s on a length"
                  + " that was held out",
              model.network(),
              model.kernel(),
              100 * model.medianErrorFitted(),
              Double.isFinite(model.medianErrorHeldOut())
                  ? String.format(Locale.ROOT, "%.1f %%", 100 * model.medianErrorHeldOut())
                  : "not known"));
    }
    int busy = analysis.busy().size();
    if (busy > 0 && !analysis.hadPriority()) {
      console.warning(
          String.format(
              Locale.ROOT,
              "The machine was busy beside %d of %d runs: their times mean little.",
              busy,
              analysis.rows().stream().filter(RunRow::isRun).count()));
    }
    console.line("Runs:    " + folder.file("runs.csv"));
    if (folder.exists("report.html")) {
      console.line("Report:  " + folder.file("report.html"));
    }
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import dev.deerpark.app.console.Console;
import dev.deerpark.study.RunRow;
import java.util.List;

/** Writes what follows from the rows of a study. */
record StudyReport(StudyFolder folder, StudyRecord study, Console console) {

  void write(List<RunRow> rows) {
    console.line("Runs:    " + folder.file("runs.csv"));
  }
}

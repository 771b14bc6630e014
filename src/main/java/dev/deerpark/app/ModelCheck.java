// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.app.console.Console;
import dev.deerpark.base.Names;
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.contract.RecurrenceContract;
import dev.deerpark.recurrence.contract.RecurrenceContract.Finding;
import java.util.List;
import java.util.Locale;

/** Tests a recurrence by the contract kit, and says what was found. */
final class ModelCheck {
  private static final long SEED = 1;

  private ModelCheck() {}

  /** Whether it keeps all laws. */
  static boolean of(Model model, Console console) {
    String name = model.name();
    List<Finding> findings = RecurrenceContract.check(model.spec(), SEED);
    console.line(
        String.format(
            Locale.ROOT,
            "Check    %s %s",
            name,
            findings.isEmpty() ? "keeps the laws of a recurrence" : "breaks laws:"));
    findings.forEach(
        finding ->
            console.line("         " + finding.law() + ": " + Names.cut(finding.sentence())));
    return findings.isEmpty();
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings.option;

import static dev.deerpark.settings.option.OptionForm.switchedOff;
import static dev.deerpark.settings.option.OptionForm.value;

/** Options of what is tested, checked, reported and shown. */
public final class CheckForms {
  public static final OptionForm CHECK_MODEL =
      switchedOff()
          .described(
              "Test every recurrence of the model: that it is a function, that its derivatives are those of"
                  + " its steps, and the other laws of RecurrenceContract.");

  public static final OptionForm VERIFY =
      value("none|sample|full", "choice")
          .orElse("sample; full with --example, and in studies")
          .described(
              "full: compare every step with the sequential loop. sample: walk random blocks and"
                  + " compare their ends, which does not prove equality with the loop. none is not for"
                  + " study, where a time counts for a result that was checked.");

  public static final OptionForm REPORT =
      value("DIR", "path")
          .orElse("_deerpark in the output, or _deerpark/OUTPUT beside it where there is none")
          .described(
              "The folder for report.json, written on failure too, history.csv and convergence.png.");

  public static final OptionForm VERBOSE =
      switchedOff().described("Show Spark's log, and the cause of a failure.");

  private CheckForms() {}
}

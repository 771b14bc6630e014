// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings.option;

import static dev.deerpark.settings.option.OptionForm.value;

/** Options of comparisons of methods. */
public final class ComparisonForms {
  public static final OptionForm METHODS =
      value("A,B,...", "names")
          .described(
              "The methods to measure or compare on the same series. evaluate takes them in place of"
                  + " --method, prints a table, draws a picture, and writes no result.");

  public static final OptionForm AGAINST_LOOP =
      value("DIFFERENCE", "number")
          .orElse("the result alone is compared with the loop")
          .described(
              "Also compare the states where segments begin with the sequential loop after every"
                  + " iteration, and count the iterations until they differ by this much at most, relative"
                  + " to 1 + |state|. It gathers these states on the driver.");

  private ComparisonForms() {}
}

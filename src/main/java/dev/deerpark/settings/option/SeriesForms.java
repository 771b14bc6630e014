// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings.option;

import static dev.deerpark.settings.option.OptionForm.value;

/** Options of series that are generated. */
public final class SeriesForms {
  public static final OptionForm STEPS =
      value("N", "rows")
          .described("How many steps to generate, from time 0 on. bench takes 1000000 otherwise.");

  public static final OptionForm COLUMNS =
      value("A,B,...", "names")
          .orElse("no values, the time column alone, for models without inputs")
          .described("The columns to fill.");

  public static final OptionForm KIND =
      value("normal|sine", "choice")
          .or("normal")
          .described(
              "The content of the columns: independent standard normal numbers, or a slow sine wave"
                  + " in each.");

  public static final OptionForm SEED =
      value("N", "whole number")
          .or("1")
          .described(
              "The seed of the random numbers. The same seed gives the same series for any number"
                  + " of partitions.");

  private SeriesForms() {}
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings.option;

import static dev.deerpark.settings.option.OptionForm.switchedOff;
import static dev.deerpark.settings.option.OptionForm.value;

/** Options of what the benchmark measures. */
public final class BenchForms {
  public static final OptionForm STATE_SIZES =
      value("D,D,...", "numbers")
          .orElse("8,64,256; of study, those of the preset")
          .described(
              "The hidden units of the networks. bench: GRUs with two inputs and PyTorch's initialisation."
                  + " study: those of --generate, each in every size.");

  public static final OptionForm GRID =
      switchedOff()
          .described(
              "Measure auto and sequential on series of 10,000, 100,000, 1,000,000 and 10,000,000 steps,"
                  + " as far as the loop walks them in seconds, and by default for state sizes of 3, 32, 256"
                  + " and 1024.");

  public static final OptionForm REPEATS =
      value("N", "whole number")
          .or("5")
          .described(
              "The number of measurements of each, in turns; tables show the median and the range.");

  public static final OptionForm PYTHON =
      value("FILE", "path")
          .described(
              "A Python interpreter with torch or jax: nn.GRU, and deer and quasi-deer in JAX as in"
                  + " the papers, are measured too, with the same sizes and steps.");

  private BenchForms() {}
}

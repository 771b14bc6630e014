// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.Precision;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The settings of {@code gpu-check}.
 *
 * @param precision of the walks
 */
public record GpuCheckSettings(Precision precision) {

  /** The options that the command has. */
  public static final Set<Option> OPTIONS =
      Collections.unmodifiableSet(EnumSet.of(Option.PRECISION, Option.VERBOSE));

  /**
   * Settings from the options.
   *
   * @throws dev.deerpark.base.BadInputException on a value that is not one
   */
  public static GpuCheckSettings of(OptionValues all) {
    TypedValues typed = new TypedValues(all.only(OPTIONS));
    return new GpuCheckSettings(typed.choice(Option.PRECISION, Precision.class).orElseThrow());
  }
}

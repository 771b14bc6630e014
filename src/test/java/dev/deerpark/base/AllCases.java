// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.base;

import java.util.List;
import java.util.stream.Stream;

/** Tests that take long try a core of their cases, and all under the profile {@code full}. */
public final class AllCases {
  private AllCases() {}

  /** The cases of the core, and the others too where all are wanted. */
  public static <T> List<T> of(List<T> core, List<T> others) {
    return System.getProperty("deerpark.faults", "").equals("all")
        ? Stream.concat(core.stream(), others.stream()).toList()
        : core;
  }
}

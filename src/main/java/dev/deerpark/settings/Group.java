// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The headings under which the help and the reference file list the options. */
public enum Group {
  SUBJECT("What to evaluate"),
  STREAM("How to stream"),
  SERIES("What to generate"),
  BENCH("What to measure"),
  STUDY("What to study"),
  INSPECTION("What to test"),
  COMPARISON("What to compare"),
  SOLVER("How to solve"),
  LAYOUT("How to spread it over the cluster"),
  RESULT("What to write"),
  CHECK("How to check and report"),
  TERMINAL("What to show");

  private final String heading;

  Group(String heading) {
    this.heading = heading;
  }

  public String heading() {
    return heading;
  }

  /** The options under several headings. */
  static Set<Option> options(Group... groups) {
    return Arrays.stream(groups)
        .flatMap(group -> group.options().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The options under this heading, in order. */
  public List<Option> options() {
    return Arrays.stream(Option.values()).filter(option -> option.group() == this).toList();
  }
}

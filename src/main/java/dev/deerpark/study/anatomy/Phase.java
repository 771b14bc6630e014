// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.anatomy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a run: what jobs with the same group and nearly the same description do.
 *
 * @param phase such as {@code burn-in} or {@code sweep}
 * @param iteration of a sweep, 0 for that of the guess; null where it is none
 */
public record Phase(String phase, Integer iteration) {
  /** The whole run. */
  public static final String RUN = "run";

  /** The probe of the dynamics, and the plan, on the driver. */
  public static final String PROBE = "probe";

  /** A sweep, with the update before it. */
  public static final String SWEEP = "sweep";

  /** The walks that find start states. */
  public static final String BURN_IN = "burn-in";

  /** The walk of one partition after the other. */
  public static final String IN_ORDER = "walk in order";

  private static final Pattern GROUP = Pattern.compile("deerpark sweep (\\d+)");
  private static final Pattern ITERATION = Pattern.compile("iteration (\\d+): .*");

  /** The phase of a job of Deerpark, by its group and description; {@code other} for others. */
  static Phase of(JobSpan job) {
    Matcher sweep = GROUP.matcher(job.group());
    Matcher iteration = ITERATION.matcher(job.description());
    if (iteration.matches()) {
      return new Phase(SWEEP, Integer.valueOf(iteration.group(1)));
    }
    if (job.description().startsWith("evaluate the guess")) {
      return new Phase(SWEEP, 0);
    }
    if (job.description().equals("checkpoint") && sweep.matches()) {
      return new Phase("checkpoint", Integer.valueOf(sweep.group(1)));
    }
    if (job.description().startsWith("walk partition")
        || job.description().equals("take the walk")) {
      return new Phase(IN_ORDER, null);
    }
    if (job.description().equals("burn in")) {
      return new Phase(BURN_IN, null);
    }
    boolean ours = job.group().startsWith("deerpark");
    return new Phase(ours ? plain(job.description()) : "other", null);
  }

  /** A description without the numbers that tell similar jobs apart. */
  private static String plain(String description) {
    return description.replaceAll(" /\\S+| file:\\S+", "").replaceAll("\\s+\\d+", "");
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import org.apache.hadoop.fs.Path;

/**
 * The places of a run's files until they become its output: beside the target, on the same file
 * system, under names that begin with a dot, which no reader of the folder above takes for data.
 *
 * @param target the output's folder, qualified
 * @param run the name of the run, of letters, digits and hyphens
 */
record OutputNames(Path target, String run) {

  private static final String PROCESS = "process-";
  private static final String RECOVERY = "recovery-";

  /** Where the output is written at first. */
  Path staging() {
    return beside("staging-" + run);
  }

  /** The file that says which process the staged output belongs to. */
  Path process() {
    return beside(PROCESS + run);
  }

  /** The prefix of the names of {@link #process}, for any run. */
  static String processPrefix(Path target) {
    return prefix(target) + PROCESS;
  }

  /** Where an earlier output waits while the new one is put into its place. */
  Path replaced() {
    return beside("replaced-" + run);
  }

  /** The file of the run that is putting its output in the target's place. */
  Path claim() {
    return beside("claim");
  }

  /** The file of a run that clears up after this one, if this one dies while it holds the claim. */
  Path recovery() {
    return beside(RECOVERY + run);
  }

  /**
   * The file of the run that clears up after a number of others that died while they cleared up
   * after this one.
   */
  Path recoveryAfter(int others) {
    return others == 0 ? recovery() : beside(RECOVERY + run + "." + others);
  }

  /** The prefix of the names of {@link #recoveryAfter}, for any run. */
  static String recoveryPrefix(Path target) {
    return prefix(target) + RECOVERY;
  }

  /** The prefix of all names, for any run. */
  static String prefix(Path target) {
    return "." + target.getName() + ".";
  }

  private Path beside(String what) {
    return new Path(target.getParent(), prefix(target) + what);
  }
}

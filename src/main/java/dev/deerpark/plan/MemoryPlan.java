// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.MeetingMarks;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.Layout;
import dev.deerpark.settings.LayoutSettings.Jacobians;
import java.util.Locale;

/**
 * What a run keeps on the executors between sweeps, and what it sends. Inputs may spill to disk;
 * the iterate is read and replaced in every sweep, so it has to fit.
 *
 * @param inputBytes all inputs
 * @param stateBytes one version of the iterate without Jacobians: start states, ends and meeting
 *     marks
 * @param jacobianBytes one version's Jacobians
 * @param keepJacobians whether they are kept
 * @param elementBytes one element of the scan
 * @param nodes elements that a partition sends at most in a sweep
 * @param availableBytes what the executors have for it
 */
public record MemoryPlan(
    long inputBytes,
    long stateBytes,
    long jacobianBytes,
    boolean keepJacobians,
    long elementBytes,
    long nodes,
    long availableBytes) {

  /** Versions of the iterate at a time: the one that is read and the one that is made. */
  private static final int VERSIONS = 2;

  /**
   * Plans for a layout.
   *
   * @param form of the Jacobians that the method begins with
   * @param filters whether elements carry covariances
   * @param asked what the user wants of them
   */
  public static MemoryPlan of(
      Layout layout,
      int width,
      int stateSize,
      JacobianForm form,
      boolean filters,
      Precision precision,
      Jacobians asked,
      long availableBytes) {
    int marks = MeetingMarks.of(layout.segmentLength()).length;
    double states = (double) layout.segments() * (2 + marks) * stateSize * Double.BYTES;
    double jacobians = (double) layout.segments() * form.entries(stateSize) * Double.BYTES;
    boolean fits = VERSIONS * (states + jacobians) <= availableBytes;
    return new MemoryPlan(
        layout.steps() * width * precision.bytes(),
        (long) states,
        (long) jacobians,
        asked == Jacobians.KEEP || asked == Jacobians.AUTO && fits,
        (long) Double.BYTES
            * (2L * stateSize
                + (filters ? 3L * form.entries(stateSize) + stateSize : form.entries(stateSize))),
        nodes(layout),
        availableBytes);
  }

  /**
   * The bound on the nodes of a run, {@code 2 (f - 1) log_f B + 1}, or its blocks where they are
   * fewer.
   */
  private static long nodes(Layout layout) {
    double levels = Math.ceil(Math.log(layout.blocks()) / Math.log(layout.fanIn()));
    long bound = 2L * (layout.fanIn() - 1) * (long) levels + 1;
    return Math.min(bound, (layout.blocks() + layout.partitions() - 1) / layout.partitions());
  }

  /** One version of the iterate as it is kept. */
  public long iterateBytes() {
    return stateBytes + (keepJacobians ? jacobianBytes : 0);
  }

  /** All that is kept at a time. */
  public long keptBytes() {
    return inputBytes + VERSIONS * iterateBytes();
  }

  /**
   * @throws BadInputException where the iterate does not fit, with the figures and what helps
   */
  public void requireFits(Layout layout) {
    long needed = VERSIONS * iterateBytes();
    if (needed > availableBytes) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The iterate of %,d segments takes %s on the executors, which have %s. Give a longer"
                  + " --segment-length (it is %,d), more memory (--executor-memory, or"
                  + " --driver-memory where Spark runs locally) or more executors%s.",
              layout.segments(),
              text(needed),
              text(availableBytes),
              layout.segmentLength(),
              keepJacobians && jacobianBytes > 0
                  ? ", or --jacobians recompute, with which it takes " + text(VERSIONS * stateBytes)
                  : ""));
    }
  }

  /** A number of bytes as people read it. */
  public static String text(long bytes) {
    String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit + 1 < units.length) {
      value /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }
}

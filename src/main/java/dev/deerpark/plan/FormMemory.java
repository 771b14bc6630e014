// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.kernel.MeetingMarks;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.Layout;
import dev.deerpark.solve.secant.Secants;

/**
 * The memory of a sweep with Jacobians of one form. Figures beyond any memory are the largest long
 * number.
 *
 * @param form of the Jacobians
 * @param stateBytes one version of the iterate without Jacobians: start states, ends and meeting
 *     marks
 * @param jacobianBytes one version's Jacobians
 * @param blockNumbers numbers in the Jacobians of one block, which lie in one array
 * @param elementBytes one element of the scan, with what it says of the sweep
 * @param driverBytes what the driver keeps for updates that are made there
 */
public record FormMemory(
    JacobianForm form,
    long stateBytes,
    long jacobianBytes,
    long blockNumbers,
    long elementBytes,
    long driverBytes) {

  /**
   * The most that the driver keeps: a quarter of the heap that Spark gives it by default. It is the
   * same everywhere, so that the bits of a result do not depend on the driver's heap.
   */
  static final long MOST_DRIVER_BYTES = 256L << 20;

  /** The states of an element: those of its map, and those at its first and last joint. */
  private static final double STATES = 4;

  /** The figures of a sweep that go with an element, as they are written. */
  private static final double FIGURES = 224;

  /**
   * The figures of a layout.
   *
   * @param stateSize numbers in a state
   * @param filters whether elements carry covariances
   */
  static FormMemory of(Layout layout, int stateSize, JacobianForm form, boolean filters) {
    long entries = form.longEntries(stateSize);
    int marks = MeetingMarks.of(layout.segmentLength()).length;
    double states = (double) layout.segments() * (2 + marks) * stateSize * Double.BYTES;
    double jacobians = (double) layout.segments() * entries * Double.BYTES;
    return new FormMemory(
        form,
        (long) states,
        (long) jacobians,
        (long) ((double) Math.min(layout.blockSegments(), layout.segments()) * entries),
        elementBytes(form, stateSize, filters),
        form == JacobianForm.SECANT ? (long) Secants.bytes(layout.segments(), stateSize) : 0);
  }

  /**
   * The bytes of one element of the scan as it is sent: its map, the states at its first and last
   * joint, and what it says of the sweep.
   *
   * @param form of the Jacobians
   * @param stateSize D
   * @param filters whether elements carry covariances
   */
  public static long elementBytes(JacobianForm form, int stateSize, boolean filters) {
    double entries = form.longEntries(stateSize);
    double numbers = STATES * stateSize + (filters ? 3 * entries + stateSize : entries);
    return (long) (Double.BYTES * numbers + FIGURES);
  }

  /** The most segments of which the driver can keep the secants, at least 1. */
  static long mostSegmentsWithSecants(int stateSize) {
    return (long) Math.max(1, MOST_DRIVER_BYTES / Secants.bytes(1, stateSize));
  }

  /** Whether the Jacobians of a block fit one array. */
  boolean fitsArrays() {
    return blockNumbers <= Integer.MAX_VALUE;
  }

  /** Whether the driver can make the updates. */
  boolean fitsDriver() {
    return driverBytes <= MOST_DRIVER_BYTES;
  }

  /** The Jacobians that a task holds while it walks a block. */
  long taskBytes() {
    return blockNumbers > Long.MAX_VALUE / Double.BYTES
        ? Long.MAX_VALUE
        : Double.BYTES * blockNumbers;
  }

  /** An adjective such as {@code full}, for the word Jacobians. */
  public String adjective() {
    return adjective(form);
  }

  static String adjective(JacobianForm form) {
    return switch (form) {
      case ZERO -> "no";
      case IDENTITY -> "identity";
      case SECANT -> "secant";
      case DIAGONAL -> "diagonal";
      case DENSE -> "full";
    };
  }
}

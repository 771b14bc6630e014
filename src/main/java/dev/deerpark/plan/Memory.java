// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.base.Division;
import dev.deerpark.sequence.Layout;
import dev.deerpark.settings.LayoutSettings.JacobianStorage;
import dev.deerpark.solve.FormPolicy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The memory that a run needs on the executors between sweeps, and the data that it sends, for each
 * form of Jacobians that its sweeps may take. Inputs may spill to disk; the iterate is read and
 * replaced in every sweep, so it has to fit.
 *
 * @param inputBytes all inputs
 * @param forms the memory of sweeps with each possible form, the smallest first
 * @param keepJacobians whether Jacobians are kept between sweeps; else they are computed twice
 * @param nodes the most elements that a partition sends in a sweep
 * @param tasks that run at once
 * @param availableBytes the executors' memory for it
 * @param deviceBytes the Jacobians of the largest form that stay on the executors' devices; 0 where
 *     they do not
 */
public record Memory(
    long inputBytes,
    List<FormMemory> forms,
    boolean keepJacobians,
    long nodes,
    int tasks,
    long availableBytes,
    long deviceBytes) {

  /** Versions of the iterate at a time: the one that is read and the one that is written. */
  private static final int VERSIONS = 2;

  public Memory {
    forms = List.copyOf(forms);
  }

  /**
   * The memory of a layout.
   *
   * @param policy decides which forms are possible
   * @param filters whether elements carry covariances
   * @param bytesPerNumber of inputs, and of Jacobians on a device
   * @param asked whether the user wants Jacobians kept
   * @param keptByDevice bytes of both that an executor's device keeps
   */
  static Memory of(
      Problem problem,
      Layout layout,
      FormPolicy policy,
      boolean filters,
      int bytesPerNumber,
      JacobianStorage asked,
      Cluster cluster,
      long keptByDevice) {
    List<FormMemory> forms =
        policy.possible().stream()
            .map(form -> FormMemory.of(layout, problem.stateSize(), form, filters))
            .toList();
    long inputs = layout.steps() * problem.width() * bytesPerNumber;
    Memory kept =
        new Memory(
            inputs,
            forms,
            true,
            nodes(layout),
            Math.min(cluster.cores(), layout.partitions()),
            cluster.storageBytes(),
            0);
    // on the heap, where a device turns out to have no room
    boolean keep = asked == JacobianStorage.KEEP || asked == JacobianStorage.AUTO && kept.fits();
    double onDevice = (double) kept.largest().jacobianBytes() / Double.BYTES * bytesPerNumber;
    boolean stays = onDevice + inputs <= (double) cluster.executors() * keptByDevice;
    return new Memory(
        inputs,
        forms,
        keep,
        kept.nodes(),
        kept.tasks(),
        kept.availableBytes(),
        stays ? (long) onDevice : 0);
  }

  /**
   * The bound on the nodes of a partition, {@code 2 (f - 1) log_f B + 1}, or its blocks where they
   * are fewer.
   */
  private static long nodes(Layout layout) {
    double levels = Math.ceil(Math.log(layout.blocks()) / Math.log(layout.fanIn()));
    long bound = 2L * (layout.fanIn() - 1) * (long) levels + 1;
    return Math.min(bound, Division.ceil(layout.blocks(), layout.partitions()));
  }

  /** The memory of sweeps with the largest of the possible forms. */
  public FormMemory largest() {
    return forms.get(forms.size() - 1);
  }

  /** One version of the iterate as it is kept on the heap, with Jacobians of the largest form. */
  public long iterateBytes() {
    boolean onHeap = keepJacobians && deviceBytes == 0;
    return largest().stateBytes() + (onHeap ? largest().jacobianBytes() : 0);
  }

  /** All that is kept at a time, with Jacobians of the largest form. */
  public long keptBytes() {
    return inputBytes + VERSIONS * iterateBytes();
  }

  /** Whether the iterate fits, with Jacobians of the largest form. */
  boolean fits() {
    return iterateBytes() <= availableBytes / VERSIONS;
  }

  /** Whether the Jacobians that the tasks hold while they walk would fit by themselves. */
  boolean fitsTasks() {
    return largest().taskBytes() <= availableBytes / tasks;
  }

  /** Why the iterate does not fit, with the figures and what helps; empty where it does. */
  Optional<String> refusal(Layout layout) {
    if (!largest().fitsArrays()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "The Jacobians of a block of %,d segments are %,d numbers, more than an array holds."
                  + " Give fewer --block-steps, or a method without full Jacobians, such as"
                  + " shooting, quasi-deer or jacobi.",
              layout.blockSegments(),
              largest().blockNumbers()));
    }
    if (!largest().fitsDriver()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "--jacobian secant: with %,d segments the driver would keep %s of secants, more than"
                  + " %s. Give a longer --segment-length (it is %,d), or leave it out.",
              layout.segments(),
              Bytes.text(largest().driverBytes()),
              Bytes.text(FormMemory.MOST_DRIVER_BYTES),
              layout.segmentLength()));
    }
    if (fits()) {
      return Optional.empty();
    }
    long states = largest().stateBytes();
    boolean recomputeHelps =
        keepJacobians && largest().jacobianBytes() > 0 && states <= availableBytes / VERSIONS;
    return Optional.of(
        String.format(
            Locale.ROOT,
            "The iterate of %,d segments takes %s on the executors, which have %s. Give a longer"
                + " --segment-length (it is %,d), more memory (--executor-memory, or"
                + " --driver-memory where Spark runs locally) or more executors%s.",
            layout.segments(),
            Bytes.text(VERSIONS * iterateBytes()),
            Bytes.text(availableBytes),
            layout.segmentLength(),
            recomputeHelps
                ? ", or --jacobian-storage recompute, with which it takes "
                    + Bytes.text(VERSIONS * states)
                : ""));
  }
}

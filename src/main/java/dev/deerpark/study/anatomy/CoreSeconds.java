// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.anatomy;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What all cores of a cluster did in a span of time, in core-seconds: seconds of the span times the
 * cores. The parts add up to the whole.
 *
 * @param evaluationCoreSeconds walks of the kernels
 * @param localScanCoreSeconds the rest of the tasks that walk: applying updates, making and folding
 *     elements
 * @param treeCoreSeconds tasks that merge or spread the nodes of the tree between executors
 * @param collectionCoreSeconds garbage collection
 * @param deserialisingCoreSeconds of tasks and of what they were sent
 * @param serialisingCoreSeconds of results, and fetching them where they were large
 * @param shuffleCoreSeconds reading what other tasks wrote, and writing for others
 * @param schedulingCoreSeconds the rest of the time between a task's launch and its result: sending
 *     it and its result, and waiting for the driver
 * @param idleCoreSeconds of cores without a task while a job ran: too few tasks, or tasks of
 *     unequal length
 * @param driverCoreSeconds of all cores while no job ran: merging on the driver, planning, deciding
 */
public record CoreSeconds(
    double evaluationCoreSeconds,
    double localScanCoreSeconds,
    double treeCoreSeconds,
    double collectionCoreSeconds,
    double deserialisingCoreSeconds,
    double serialisingCoreSeconds,
    double shuffleCoreSeconds,
    double schedulingCoreSeconds,
    double idleCoreSeconds,
    double driverCoreSeconds) {

  /** No time at all. */
  public static final CoreSeconds NONE = new CoreSeconds(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** The driver alone, while {@code cores} wait. */
  public static CoreSeconds ofDriver(double seconds, int cores) {
    return new CoreSeconds(0, 0, 0, 0, 0, 0, 0, 0, 0, seconds * cores);
  }

  /** The work that the method asks for: evaluation, local scan and tree. */
  public double work() {
    return evaluationCoreSeconds + localScanCoreSeconds + treeCoreSeconds;
  }

  /** All of it. */
  public double whole() {
    return work()
        + collectionCoreSeconds
        + deserialisingCoreSeconds
        + serialisingCoreSeconds
        + shuffleCoreSeconds
        + schedulingCoreSeconds
        + idleCoreSeconds
        + driverCoreSeconds;
  }

  /** Both together. */
  public CoreSeconds plus(CoreSeconds other) {
    return new CoreSeconds(
        evaluationCoreSeconds + other.evaluationCoreSeconds,
        localScanCoreSeconds + other.localScanCoreSeconds,
        treeCoreSeconds + other.treeCoreSeconds,
        collectionCoreSeconds + other.collectionCoreSeconds,
        deserialisingCoreSeconds + other.deserialisingCoreSeconds,
        serialisingCoreSeconds + other.serialisingCoreSeconds,
        shuffleCoreSeconds + other.shuffleCoreSeconds,
        schedulingCoreSeconds + other.schedulingCoreSeconds,
        idleCoreSeconds + other.idleCoreSeconds,
        driverCoreSeconds + other.driverCoreSeconds);
  }

  /** The same, divided by a number. */
  public CoreSeconds over(double number) {
    return new CoreSeconds(
        evaluationCoreSeconds / number,
        localScanCoreSeconds / number,
        treeCoreSeconds / number,
        collectionCoreSeconds / number,
        deserialisingCoreSeconds / number,
        serialisingCoreSeconds / number,
        shuffleCoreSeconds / number,
        schedulingCoreSeconds / number,
        idleCoreSeconds / number,
        driverCoreSeconds / number);
  }

  /** The parts by their names, in an order from work to waiting. */
  public Map<String, Double> parts() {
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("evaluation", evaluationCoreSeconds);
    parts.put("local scan", localScanCoreSeconds);
    parts.put("tree", treeCoreSeconds);
    parts.put("garbage collection", collectionCoreSeconds);
    parts.put("deserialising", deserialisingCoreSeconds);
    parts.put("serialising", serialisingCoreSeconds);
    parts.put("shuffle", shuffleCoreSeconds);
    parts.put("scheduling", schedulingCoreSeconds);
    parts.put("idle", idleCoreSeconds);
    parts.put("driver", driverCoreSeconds);
    return parts;
  }
}

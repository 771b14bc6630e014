// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.spark.scan.ScanPlan;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where the elements of a sweep are combined, for each form of Jacobians that a run may take:
 * elements with full Jacobians can be too large for the driver where those without Jacobians are
 * not.
 */
public final class ScanPlans {

  private final Map<JacobianForm, ScanPlan> plans;

  /**
   * @param plans for every form that a run may take; copied
   */
  public ScanPlans(Map<JacobianForm, ScanPlan> plans) {
    this.plans = new EnumMap<>(plans);
  }

  /** The same for every form. */
  public static ScanPlans always(ScanPlan plan) {
    Map<JacobianForm, ScanPlan> plans = new EnumMap<>(JacobianForm.class);
    for (JacobianForm form : JacobianForm.values()) {
      plans.put(form, plan);
    }
    return new ScanPlans(plans);
  }

  /**
   * Where the elements of a sweep with Jacobians of a form are combined.
   *
   * @throws IllegalArgumentException for a form without a plan
   */
  public ScanPlan of(JacobianForm form) {
    ScanPlan plan = plans.get(form);
    if (plan == null) {
      throw new IllegalArgumentException("no scan is planned for " + form + " Jacobians");
    }
    return plan;
  }

  /** The plan of the largest form, and those of other forms where they differ. */
  @Override
  public String toString() {
    ScanPlan largest = plans.get(Collections.max(plans.keySet()));
    return plans.values().stream().allMatch(plan -> plan.isFlat() == largest.isFlat())
        ? largest.toString()
        : plans.entrySet().stream()
            .map(entry -> name(entry.getKey()) + " Jacobians " + entry.getValue())
            .collect(Collectors.joining("; "));
  }

  private static String name(JacobianForm form) {
    return form == JacobianForm.ZERO ? "without" : "with " + form.name().toLowerCase(Locale.ROOT);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.app.console.Console;
import dev.deerpark.plan.Plan;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.solve.Method;
import java.util.List;

/** The options that a run has no use for, which is known once its method is chosen. */
final class IdleOptions {
  private IdleOptions() {}

  /**
   * Warns of options of iterations, where all that is solved is walked in order.
   *
   * @param plans of the recurrences of the run
   */
  static void warn(EvaluateSettings settings, List<Plan> plans, Console console) {
    List<String> idle = settings.idleInOrder();
    if (!idle.isEmpty() && plans.stream().allMatch(plan -> plan.method() == Method.SEQUENTIAL)) {
      console.warning(
          "The loop was taken, which does not iterate: "
              + String.join(" and ", idle)
              + (idle.size() == 1 ? " has" : " have")
              + " no effect.");
    }
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.nd4j;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips the tests of a class, with a line, on systems for which the build has no natives of ND4J.
 */
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsNatives.Condition.class)
public @interface NeedsNatives {

  /** Looks at system and processor. */
  final class Condition implements ExecutionCondition {
    private static final String SYSTEM =
        System.getProperty("os.name") + " " + System.getProperty("os.arch");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (SYSTEM.equals("Linux amd64")) {
        return ConditionEvaluationResult.enabled("the build has natives for " + SYSTEM);
      }
      if (context.getTestMethod().isEmpty()) {
        System.err.println(
            "SKIPPED, WITHOUT NATIVES OF ND4J FOR "
                + SYSTEM
                + ": "
                + context.getDisplayName()
                + ". The build has them for Linux on x86-64.");
      }
      return ConditionEvaluationResult.disabled("no natives of ND4J for " + SYSTEM);
    }
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.recurrence.OneNumber;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

/** The contract on the first steps of a real series. */
class ContractAlongTest {
  private static final double[][] INPUTS = {{0.3}, {-1.2}, {0.7}, {2}};

  @Test
  void aStepThatRemembersIsFound() {
    assertThat(RecurrenceContract.checkAlong(OneNumber::remembering, new double[1], INPUTS))
        .singleElement()
        .satisfies(finding -> assertThat(finding.law()).isEqualTo("purity"));
  }

  @Test
  void anErrorOfAnotherInstanceIsAFindingToo() {
    int[] built = {0};
    assertThat(
            RecurrenceContract.checkAlong(
                () -> {
                  boolean first = built[0]++ == 0;
                  return new OneNumber(
                      (s, x) -> {
                        if (first) {
                          return s + x;
                        }
                        throw new StackOverflowError();
                      });
                },
                new double[1],
                INPUTS))
        .singleElement()
        .satisfies(finding -> assertThat(finding.sentence()).contains("StackOverflowError"));
  }

  @Test
  void aFunctionIsNotAndNeitherIsWhatFailsOrLeavesTheFiniteNumbers() {
    DoubleBinaryOperator fails =
        (s, x) -> {
          throw new IllegalStateException("no such table");
        };
    for (DoubleBinaryOperator rule :
        new DoubleBinaryOperator[] {(s, x) -> s + x, (s, x) -> Double.NaN, fails}) {
      assertThat(RecurrenceContract.checkAlong(() -> new OneNumber(rule), new double[1], INPUTS))
          .isEmpty();
    }
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.recurrence.Recurrence;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

/** The contract on the first steps of a real series. */
class ContractAlongTest {
  private static final double[][] INPUTS = {{0.3}, {-1.2}, {0.7}, {2}};

  private record OneNumber(DoubleBinaryOperator rule) implements Recurrence {
    @Override
    public int stateSize() {
      return 1;
    }

    @Override
    public int inputSize() {
      return 1;
    }

    @Override
    public void step(double[] state, double[] input, double[] next) {
      next[0] = rule.applyAsDouble(state[0], input[0]);
    }
  }

  /** Adds its last input too. */
  private static final class Remembering implements DoubleBinaryOperator {
    private double last;

    @Override
    public double applyAsDouble(double state, double input) {
      double next = 0.5 * state + input - last;
      last = input;
      return next;
    }
  }

  @Test
  void aStepThatRemembersIsFound() {
    assertThat(
            RecurrenceContract.checkAlong(
                () -> new OneNumber(new Remembering()), new double[1], INPUTS))
        .singleElement()
        .satisfies(finding -> assertThat(finding.law()).isEqualTo("purity"));
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

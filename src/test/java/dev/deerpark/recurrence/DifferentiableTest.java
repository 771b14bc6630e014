// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.recurrence.contract.RecurrenceContract;
import org.junit.jupiter.api.Test;

class DifferentiableTest {
  private static final double[] STATE = {0.5, -2};
  private static final double[] INPUT = {3};

  /** {@code next = (x s_1, s_0 s_1)}. */
  private static final class Product implements Differentiable {
    @Override
    public int stateSize() {
      return 2;
    }

    @Override
    public int inputSize() {
      return 1;
    }

    @Override
    public void step(double[] state, double[] input, double[] next) {
      next[0] = input[0] * state[1];
      next[1] = state[0] * state[1];
    }

    @Override
    public void tangent(double[] state, double[] input, double[] direction, double[] derivative) {
      derivative[0] = input[0] * direction[1];
      derivative[1] = direction[0] * state[1] + state[0] * direction[1];
    }
  }

  @Test
  void theJacobianIsMadeOfTangents() {
    double[] jacobian = new double[4];
    new Product().jacobian(STATE, INPUT, jacobian);
    assertThat(jacobian).containsExactly(new double[] {0, 3, -2, 0.5}, within(0.0));
  }

  @Test
  void theDiagonalIsTheJacobians() {
    double[] diagonal = new double[2];
    new Product().diagonal(STATE, INPUT, diagonal);
    assertThat(diagonal).containsExactly(new double[] {0, 0.5}, within(0.0));
  }

  @Test
  void aForwardModeModelKeepsTheContract() {
    RecurrenceContract.verify(Product::new, 3);
  }
}

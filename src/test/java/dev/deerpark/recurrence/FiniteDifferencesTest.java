// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class FiniteDifferencesTest {
  private static final long SEED = 4;
  private static final double[] NO_INPUT = {};

  /** A model of one number, {@code next = f(state)}. */
  private record Scalar(DoubleUnaryOperator f) implements Recurrence {
    @Override
    public int stateSize() {
      return 1;
    }

    @Override
    public int inputSize() {
      return 0;
    }

    @Override
    public void step(double[] state, double[] input, double[] next) {
      next[0] = f.applyAsDouble(state[0]);
    }

    double derivative(double at) {
      double[] derivative = new double[1];
      jacobian(new double[] {at}, NO_INPUT, derivative);
      return derivative[0];
    }
  }

  @Test
  void theyAgreeWithHandDerivedDerivatives() {
    Recurrence network = new MeanField(6, 2, SEED, 2).build();
    double[] state = {0.1, -0.9, 0.5, 0, 0.3, -0.2};
    double[] input = {1, -2};
    double[] exact = new double[36];
    double[] approximate = new double[36];
    network.jacobian(state, input, exact);
    FiniteDifferences.jacobian(network, state, input, approximate);
    assertThat(approximate).as("seed %d", SEED).containsExactly(exact, within(1e-9));
  }

  @Test
  void theyAreFourthOrder() {
    // Exact for a cubic up to rounding, where a plain central difference is off by h^2 = 1e-6.
    assertThat(new Scalar(x -> x * x * x).derivative(0.5)).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void stepsGrowWithTheState() {
    assertThat(new Scalar(x -> x * x).derivative(1e9)).isCloseTo(2e9, within(1.0));
  }

  @Test
  void aJumpHasNoDerivative() {
    assertThat(new Scalar(Math::floor).derivative(2)).isZero();
  }

  @Test
  void anOverflowHasNoDerivative() {
    Scalar overflowing = new Scalar(x -> x > 0.0005 ? Double.POSITIVE_INFINITY : 0);
    assertThat(overflowing.derivative(0)).isZero();
    assertThat(new Scalar(x -> x > 0.0015 ? Double.MAX_VALUE : -x).derivative(0)).isZero();
    assertThat(new Scalar(x -> Double.NaN).derivative(0)).isZero();
  }
}

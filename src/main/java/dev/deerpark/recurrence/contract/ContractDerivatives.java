// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.contract;

import dev.deerpark.recurrence.Differentiable;
import dev.deerpark.recurrence.FiniteDifferences;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.contract.ContractTrial.Method;
import dev.deerpark.recurrence.contract.RecurrenceContract.Broken;
import java.util.List;

/** Checks whether a model's derivatives are those of its step, and agree with each other. */
final class ContractDerivatives {
  /**
   * How well derivatives must agree with finite differences, relative to {@code 1 + |d|}. Entries
   * whose differences have themselves not converged to this, beside a kink or a jump, are not
   * judged.
   */
  private static final double DIFFERENCES = 1e-4;

  /** How well a tangent must agree with a stated Jacobian: a generous bound of rounding. */
  private static final double ROUNDING = 1e-9;

  private ContractDerivatives() {}

  static void check(Recurrence model, List<ContractTrial> trials) {
    for (ContractTrial trial : trials) {
      double[] differences = new double[model.stateSize() * model.stateSize()];
      FiniteDifferences.jacobian(
          model, trial.state(), trial.input(), DIFFERENCES, Double.NaN, differences);
      double[] jacobian = trial.result(Method.JACOBIAN, model);
      jacobianAgrees(jacobian, differences, model.stateSize());
      diagonalAgrees(trial.result(Method.DIAGONAL, model), jacobian, differences);
      if (model instanceof Differentiable) {
        tangentAgrees(trial.result(Method.TANGENT, model), jacobian, trial.direction());
      }
    }
  }

  private static void jacobianAgrees(double[] jacobian, double[] differences, int size) {
    for (int entry = 0; entry < jacobian.length; entry++) {
      Broken.unless(
          agree(jacobian[entry], differences[entry]),
          "d next[%d] / d state[%d] is %s in the Jacobian but %s by finite differences",
          entry / size,
          entry % size,
          jacobian[entry],
          differences[entry]);
    }
  }

  private static void diagonalAgrees(double[] diagonal, double[] jacobian, double[] differences) {
    for (int i = 0; i < diagonal.length; i++) {
      int entry = i * diagonal.length + i;
      Broken.unless(
          Double.isNaN(differences[entry]) || agree(diagonal[i], jacobian[entry]),
          "d next[%d] / d state[%d] is %s in the diagonal but %s in the Jacobian",
          i,
          i,
          diagonal[i],
          jacobian[entry]);
    }
  }

  private static void tangentAgrees(double[] tangent, double[] jacobian, double[] direction) {
    int size = direction.length;
    for (int i = 0; i < size; i++) {
      double product = 0;
      double magnitude = 1;
      for (int j = 0; j < size; j++) {
        double term = jacobian[i * size + j] * direction[j];
        product += term;
        magnitude += Math.abs(term);
      }
      Broken.unless(
          Math.abs(tangent[i] - product) <= ROUNDING * magnitude,
          "entry %d of the tangent is %s but the Jacobian times the direction has %s",
          i,
          tangent[i],
          product);
    }
  }

  /** Whether a stated derivative is the expected one, or the expected one is not known. */
  private static boolean agree(double stated, double expected) {
    return Double.isNaN(expected)
        || Math.abs(stated - expected) <= DIFFERENCES * (1 + Math.abs(expected));
  }
}

package dev.deerpark.recurrence;

import dev.deerpark.recurrence.ContractTrial.Method;
import dev.deerpark.recurrence.RecurrenceContract.Broken;
import java.util.List;

/**
 * Whether the derivatives that a model states are those of its step, and agree among themselves.
 */
final class ContractDerivatives {
  /**
   * How well the Jacobian must agree with finite differences, relative to {@code 1 + |d|}. Entries
   * whose differences have themselves not converged to this, beside a kink or a jump, are not
   * judged.
   */
  private static final double DIFFERENCES = 1e-4;

  /** How well stated derivatives must agree with each other: to rounding, generously. */
  private static final double ROUNDING = 1e-9;

  private ContractDerivatives() {}

  static void check(Recurrence model, List<ContractTrial> trials) {
    for (ContractTrial trial : trials) {
      double[] jacobian = trial.result(Method.JACOBIAN, model);
      jacobianAgreesWithDifferences(model, trial, jacobian);
      diagonalAgreesWithJacobian(model, trial, jacobian);
      if (model instanceof Differentiable) {
        tangentAgreesWithJacobian(model, trial, jacobian);
      }
    }
  }

  private static void jacobianAgreesWithDifferences(
      Recurrence model, ContractTrial trial, double[] jacobian) {
    int size = model.stateSize();
    FiniteDifferences.Probe probe =
        new FiniteDifferences.Probe(model, trial.state(), trial.input());
    double[] column = new double[size];
    for (int j = 0; j < size; j++) {
      probe.column(j, DIFFERENCES, Double.NaN, column);
      for (int i = 0; i < size; i++) {
        double stated = jacobian[i * size + j];
        boolean unknown = Double.isNaN(column[i]);
        Broken.unless(
            unknown || agree(stated, column[i], DIFFERENCES * (1 + Math.abs(column[i]))),
            "d next[%d] / d state[%d] is %s in the Jacobian but %s by finite differences",
            i,
            j,
            stated,
            column[i]);
      }
    }
  }

  private static void diagonalAgreesWithJacobian(
      Recurrence model, ContractTrial trial, double[] jacobian) {
    int size = model.stateSize();
    double[] diagonal = trial.result(Method.DIAGONAL, model);
    for (int i = 0; i < size; i++) {
      double entry = jacobian[i * size + i];
      Broken.unless(
          agree(diagonal[i], entry, ROUNDING * (1 + Math.abs(entry))),
          "d next[%d] / d state[%d] is %s in the diagonal but %s in the Jacobian",
          i,
          i,
          diagonal[i],
          entry);
    }
  }

  private static void tangentAgreesWithJacobian(
      Recurrence model, ContractTrial trial, double[] jacobian) {
    int size = model.stateSize();
    double[] tangent = trial.result(Method.TANGENT, model);
    for (int i = 0; i < size; i++) {
      double product = 0;
      double magnitude = 1;
      for (int j = 0; j < size; j++) {
        double term = jacobian[i * size + j] * trial.direction()[j];
        product += term;
        magnitude += Math.abs(term);
      }
      Broken.unless(
          agree(tangent[i], product, ROUNDING * magnitude),
          "entry %d of the tangent is %s but the Jacobian times the direction has %s",
          i,
          tangent[i],
          product);
    }
  }

  private static boolean agree(double a, double b, double within) {
    return Math.abs(a - b) <= within;
  }
}

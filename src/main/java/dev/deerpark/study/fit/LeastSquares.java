// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.fit;

import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer.Optimum;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.MultivariateJacobianFunction;
import org.hipparchus.util.Pair;

/** Fits a law of one variable to measurements, by relative errors. */
final class LeastSquares {
  private static final double SIDE = 0.975;
  private static final int MOST_EVALUATIONS = 2000;

  /** Directions in which the law does not change are left out of the covariance. */
  private static final double SINGULAR = 1e-12;

  private LeastSquares() {}

  /** A law with some parameters, none of which is negative or larger than it may be. */
  interface Law {
    double value(double[] parameters, double x);

    /** The largest value of each parameter. */
    double[] most();

    /** The derivatives by the parameters. */
    double[] gradient(double[] parameters, double x);
  }

  /**
   * Fits a law.
   *
   * @param y above 0
   * @param start of the parameters
   * @return the parameters with their intervals; empty where there are not more measurements than
   *     parameters, or they do not determine them
   */
  static Optional<Estimate[]> fit(Law law, double[] x, double[] y, double[] start) {
    int freedom = x.length - start.length;
    if (freedom < 1) {
      return Optional.empty();
    }
    try {
      Optimum optimum =
          new LevenbergMarquardtOptimizer()
              .optimize(
                  new LeastSquaresBuilder()
                      .start(start)
                      .target(new double[x.length])
                      .model(relative(law, x, y))
                      .parameterValidator(parameters -> within(parameters, law.most()))
                      .maxEvaluations(MOST_EVALUATIONS)
                      .maxIterations(MOST_EVALUATIONS)
                      .build());
      return Optional.of(estimates(optimum, freedom, law.most()));
    } catch (MathRuntimeException undetermined) {
      return Optional.empty();
    }
  }

  /** The relative errors, which are to be 0. */
  private static MultivariateJacobianFunction relative(Law law, double[] x, double[] y) {
    return point -> {
      double[] parameters = point.toArray();
      RealVector errors = new ArrayRealVector(x.length);
      RealMatrix jacobian = new Array2DRowRealMatrix(x.length, parameters.length);
      for (int i = 0; i < x.length; i++) {
        errors.setEntry(i, law.value(parameters, x[i]) / y[i] - 1);
        double[] gradient = law.gradient(parameters, x[i]);
        for (int j = 0; j < gradient.length; j++) {
          jacobian.setEntry(i, j, gradient[j] / y[i]);
        }
      }
      return new Pair<>(errors, jacobian);
    };
  }

  private static RealVector within(RealVector parameters, double[] most) {
    RealVector bounded = parameters.copy();
    for (int i = 0; i < most.length; i++) {
      bounded.setEntry(i, Math.min(most[i], Math.max(0, parameters.getEntry(i))));
    }
    return bounded;
  }

  private static Estimate[] estimates(Optimum optimum, int freedom, double[] most) {
    double[] values = optimum.getPoint().toArray();
    double variance = optimum.getCost() * optimum.getCost() / freedom;
    double quantile = new TDistribution(freedom).inverseCumulativeProbability(SIDE);
    RealMatrix covariance = optimum.getCovariances(SINGULAR);
    Estimate[] estimates = new Estimate[values.length];
    for (int i = 0; i < values.length; i++) {
      double half = quantile * Math.sqrt(Math.max(0, variance * covariance.getEntry(i, i)));
      estimates[i] =
          new Estimate(
              values[i], Math.max(0, values[i] - half), Math.min(most[i], values[i] + half));
    }
    return estimates;
  }
}

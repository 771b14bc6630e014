// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;

/** Linear least squares without negative unknowns. */
final class NonNegative {
  private NonNegative() {}

  /**
   * Solves {@code A x = b}: the unknowns that plain least squares would make negative are left out,
   * the most negative first, until none is.
   *
   * @param rows {@code [equations][unknowns]}: A, at least one, not modified
   * @param targets {@code [equations]}: b, not modified
   * @return one for each unknown; 0 for those that were left out or have no equation
   */
  static double[] solve(double[][] rows, double[] targets) {
    int unknowns = rows[0].length;
    double[] scales = new double[unknowns];
    List<Integer> kept = new ArrayList<>();
    for (int j = 0; j < unknowns; j++) {
      for (double[] row : rows) {
        scales[j] += row[j] * row[j];
      }
      scales[j] = Math.sqrt(scales[j]);
      if (scales[j] > 0) {
        kept.add(j);
      }
    }
    double[] solution = new double[unknowns];
    while (!kept.isEmpty()) {
      RealVector found = plain(rows, targets, scales, kept);
      int worst = worst(found);
      if (found.getEntry(worst) >= 0) {
        for (int i = 0; i < kept.size(); i++) {
          solution[kept.get(i)] = found.getEntry(i) / scales[kept.get(i)];
        }
        break;
      }
      kept.remove(worst);
    }
    return solution;
  }

  private static RealVector plain(
      double[][] rows, double[] targets, double[] scales, List<Integer> kept) {
    double[][] scaled = new double[rows.length][kept.size()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < kept.size(); j++) {
        scaled[i][j] = rows[i][kept.get(j)] / scales[kept.get(j)];
      }
    }
    return new SingularValueDecomposition(new Array2DRowRealMatrix(scaled, false))
        .getSolver()
        .solve(new ArrayRealVector(targets));
  }

  private static int worst(RealVector values) {
    return IntStream.range(0, values.getDimension())
        .boxed()
        .min(Comparator.comparingDouble(values::getEntry))
        .orElseThrow();
  }
}

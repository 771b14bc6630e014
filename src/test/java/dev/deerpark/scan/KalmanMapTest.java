// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.linear.Dense;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hipparchus.filtering.kalman.KalmanSmoother;
import org.hipparchus.filtering.kalman.Measurement;
import org.hipparchus.filtering.kalman.ProcessEstimate;
import org.hipparchus.filtering.kalman.linear.LinearEvolution;
import org.hipparchus.filtering.kalman.linear.LinearKalmanFilter;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposer;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The elements of the Kalman filter: their algebra, and against an independent filter. */
class KalmanMapTest {
  private static final int SIZE = 3;
  private static final long SEED = 17;

  /** A run of segments with joints that jump. */
  private static final class Problem {
    final List<double[]> jacobians = new ArrayList<>();
    final List<double[]> anchors = new ArrayList<>();
    final List<double[]> images = new ArrayList<>();
    final double lambda;

    Problem(int segments, double lambda, boolean diagonal) {
      Random random = new Random(SEED);
      this.lambda = lambda;
      for (int i = 0; i < segments; i++) {
        double[] jacobian = random.doubles(SIZE * SIZE, -1, 1).toArray();
        for (int j = 0; diagonal && j < jacobian.length; j++) {
          jacobian[j] = j % (SIZE + 1) == 0 ? jacobian[j] : 0;
        }
        jacobians.add(jacobian);
        anchors.add(random.doubles(SIZE, -1, 1).toArray());
        images.add(random.doubles(SIZE, -1, 1).toArray());
      }
    }

    SegmentMap dense(int i) {
      return KalmanMap.segment(jacobians.get(i), anchors.get(i), images.get(i), lambda);
    }

    SegmentMap diagonal(int i) {
      double[] diagonal = new double[SIZE];
      for (int j = 0; j < SIZE; j++) {
        diagonal[j] = jacobians.get(i)[j * (SIZE + 1)];
      }
      return DiagonalKalmanMap.segment(diagonal, anchors.get(i), images.get(i), lambda);
    }

    List<SegmentMap> maps(boolean asDiagonals) {
      List<SegmentMap> maps = new ArrayList<>();
      for (int i = 0; i < jacobians.size(); i++) {
        maps.add(asDiagonals ? diagonal(i) : dense(i));
      }
      return maps;
    }

    /** {@code F(u) - A u}: the constant of the affine map. */
    double[] offset(int i) {
      double[] offset = images.get(i).clone();
      double[] turned = Dense.multiply(SIZE, jacobians.get(i), anchors.get(i));
      for (int j = 0; j < SIZE; j++) {
        offset[j] -= turned[j];
      }
      return offset;
    }
  }

  private static SegmentMap compose(List<SegmentMap> maps, int from, int to) {
    if (to - from == 1) {
      return maps.get(from);
    }
    int middle = (from + to) / 2;
    return compose(maps, middle, to).after(compose(maps, from, middle));
  }

  private static SegmentMap fold(List<SegmentMap> maps) {
    SegmentMap whole = maps.get(0);
    for (SegmentMap map : maps.subList(1, maps.size())) {
      whole = map.after(whole);
    }
    return whole;
  }

  private static double[] covariance(Belief belief) {
    double[] factor = belief.error().factor(SIZE);
    return Dense.multiplied(SIZE, factor, Dense.transposed(SIZE, factor));
  }

  private static void assertSame(SegmentMap a, SegmentMap b, Belief at) {
    Belief first = a.apply(at);
    Belief second = b.apply(at);
    assertThat(first.mean()).containsExactly(second.mean(), within(1e-12));
    assertThat(covariance(first)).containsExactly(covariance(second), within(1e-12));
  }

  private static List<Belief> beliefs(boolean diagonal) {
    double[] state = {0.3, -0.2, 0.9};
    Uncertainty error =
        diagonal
            ? new Uncertainty.Variances(new double[] {1, 2, 0.5})
            : new Uncertainty.Factor(new Random(3).doubles(9).toArray());
    return List.of(Belief.exact(state), new Belief(state, error));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-8, 1e-2, 1, 1e4})
  void aTreeAndAFoldAndOneAfterTheOtherAgree(double lambda) {
    for (boolean diagonal : new boolean[] {false, true}) {
      List<SegmentMap> maps = new Problem(13, lambda, diagonal).maps(diagonal);
      for (Belief at : beliefs(diagonal)) {
        assertSame(compose(maps, 0, maps.size()), fold(maps), at);
        Belief walked = at;
        for (SegmentMap map : maps) {
          walked = map.apply(walked);
        }
        Belief folded = fold(maps).apply(at);
        assertThat(folded.mean()).containsExactly(walked.mean(), within(1e-12));
        assertThat(covariance(folded)).containsExactly(covariance(walked), within(1e-12));
      }
    }
  }

  @Test
  void diagonalsAndFullMatricesMix() {
    Problem problem = new Problem(7, 0.3, true);
    List<SegmentMap> dense = problem.maps(false);
    List<SegmentMap> mixed = new ArrayList<>(dense);
    List<SegmentMap> diagonal = problem.maps(true);
    for (int i = 0; i < mixed.size(); i += 2) {
      mixed.set(i, diagonal.get(i));
    }
    double[] jacobian = new double[] {0.5, -0.2, 0.1};
    double[] point = {0.1, 0.2, 0.3};
    mixed.add(new AnchoredMap(new LinearMap.Diagonal(jacobian), point, point));
    dense.add(
        new AnchoredMap(
            new LinearMap.Matrix(SIZE, new LinearMap.Diagonal(jacobian).matrix(SIZE)),
            point,
            point));
    for (boolean variances : new boolean[] {false, true}) {
      for (Belief at : beliefs(variances)) {
        Belief walked = at;
        for (SegmentMap map : mixed) {
          walked = map.apply(walked);
        }
        assertThat(walked.mean()).containsExactly(fold(dense).apply(at).mean(), within(1e-12));
        assertThat(covariance(walked))
            .containsExactly(covariance(fold(dense).apply(at)), within(1e-12));
        assertSame(fold(mixed), fold(dense), at);
        assertSame(compose(mixed, 0, mixed.size()), fold(dense), at);
      }
    }
  }

  @Test
  void diagonalsAreDenseMatricesInLessSpace() {
    Problem problem = new Problem(9, 0.3, true);
    double[] state = {0.3, -0.2, 0.9};
    Belief dense = fold(problem.maps(false)).apply(Belief.exact(state));
    Belief diagonal = fold(problem.maps(true)).apply(Belief.exact(state));
    assertThat(dense.mean()).containsExactly(diagonal.mean(), within(1e-13));
    double[] covariance = covariance(dense);
    for (int i = 0; i < SIZE; i++) {
      assertThat(covariance[i * (SIZE + 1)])
          .isCloseTo(covariance(diagonal)[i * (SIZE + 1)], within(1e-13));
    }
  }

  @Test
  void withoutObservationsItIsTheAffineMap() {
    Problem problem = new Problem(7, 0, false);
    AnchoredMap affine = null;
    for (int i = 0; i < 7; i++) {
      AnchoredMap next =
          new AnchoredMap(
              new LinearMap.Matrix(SIZE, problem.jacobians.get(i)),
              problem.anchors.get(i),
              problem.images.get(i));
      affine = affine == null ? next : next.after(affine);
    }
    double[] state = {0.3, -0.2, 0.9};
    assertThat(fold(problem.maps(false)).apply(Belief.exact(state)).mean())
        .containsExactly(affine.apply(state), within(1e-13));
  }

  @Test
  void hardElementsMixWithDampedOnes() {
    Problem problem = new Problem(8, 0.2, false);
    List<SegmentMap> maps = problem.maps(false);
    for (int hard : new int[] {0, 1, 4}) {
      double[] anchor = problem.anchors.get(hard);
      LinearMap jacobian = new LinearMap.Matrix(SIZE, problem.jacobians.get(hard));
      maps.set(hard, new AnchoredMap(jacobian, anchor, problem.images.get(hard)));
    }
    Belief at = Belief.exact(new double[] {0.3, -0.2, 0.9});
    assertSame(compose(maps, 0, 8), fold(maps), at);
    Belief walked = at;
    for (SegmentMap map : maps) {
      walked = map.apply(walked);
    }
    assertThat(fold(maps).apply(at).mean()).containsExactly(walked.mean(), within(1e-13));
  }

  @Test
  void aRunWithoutJumpsGivesItsImageBitForBit() {
    Problem problem = new Problem(9, 0.7, false);
    for (int i = 1; i < 9; i++) {
      problem.anchors.set(i, problem.images.get(i - 1));
    }
    SegmentMap whole = compose(problem.maps(false), 0, 9);
    assertThat(whole.image()).isEqualTo(problem.images.get(8));
    assertThat(whole.apply(Belief.exact(problem.anchors.get(0))).mean())
        .isEqualTo(problem.images.get(8));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1, 50})
  void filteredMeansAndSmoothedMeansAreThoseOfAnIndependentFilter(double lambda) {
    int segments = 10;
    Problem problem = new Problem(segments, lambda, false);
    double[] start = {0.3, -0.2, 0.9};
    List<double[]> filtered = new ArrayList<>();
    List<double[]> covariances = new ArrayList<>();
    List<AnchoredMap> back = new ArrayList<>();
    Belief before = Belief.exact(start);
    for (SegmentMap map : problem.maps(false)) {
      Belief observed = map.observe(before);
      filtered.add(observed.mean());
      covariances.add(covariance(observed));
      Belief pushed = map.push(observed);
      back.add(new AnchoredMap(map.gain(observed, pushed), pushed.mean(), observed.mean()));
      before = pushed;
    }
    Independent independent = new Independent(problem, start);
    double[] smoothed = filtered.get(segments - 1);
    for (int i = segments - 1; i >= 1; i--) {
      RealVector mean = independent.filtered.get(i).getState();
      assertThat(filtered.get(i)).containsExactly(mean.toArray(), within(1e-11));
      RealMatrix covariance = independent.filtered.get(i).getCovariance();
      for (int j = 0; j < SIZE * SIZE; j++) {
        assertThat(covariances.get(i)[j])
            .isCloseTo(covariance.getEntry(j / SIZE, j % SIZE), within(1e-11));
      }
      smoothed = i == segments - 1 ? smoothed : back.get(i).apply(smoothed);
      assertThat(smoothed)
          .as("smoothed, segment %d", i)
          .containsExactly(independent.smoothed.get(i).getState().toArray(), within(1e-10));
    }
  }

  /** Hipparchus' filter and smoother on the same problem; its step i is the start of segment i. */
  private static final class Independent {
    final List<ProcessEstimate> filtered = new ArrayList<>();
    final List<ProcessEstimate> smoothed;

    Independent(Problem problem, double[] start) {
      int segments = problem.anchors.size();
      RealMatrix identity = MatrixUtils.createRealIdentityMatrix(SIZE);
      RealMatrix noise = identity.scalarMultiply(1 / problem.lambda);
      ProcessEstimate initial =
          new ProcessEstimate(0, new ArrayRealVector(start), identity.scalarMultiply(1e-12));
      LinearKalmanFilter<Observation> filter =
          new LinearKalmanFilter<>(
              new QRDecomposer(1e-15),
              observation -> {
                int segment = (int) observation.getTime() - 1;
                return new LinearEvolution(
                    matrix(problem.jacobians.get(segment)),
                    identity,
                    new ArrayRealVector(problem.offset(segment)),
                    identity,
                    identity);
              },
              initial);
      KalmanSmoother smoother = new KalmanSmoother(new QRDecomposer(1e-15));
      filter.setObserver(smoother);
      filtered.add(initial);
      for (int i = 1; i < segments; i++) {
        filtered.add(filter.estimationStep(new Observation(i, problem.anchors.get(i), noise)));
      }
      this.smoothed = smoother.backwardsSmooth();
    }

    private static RealMatrix matrix(double[] rows) {
      RealMatrix matrix = new Array2DRowRealMatrix(SIZE, SIZE);
      for (int j = 0; j < rows.length; j++) {
        matrix.setEntry(j / SIZE, j % SIZE, rows[j]);
      }
      return matrix;
    }
  }

  private record Observation(double time, double[] state, RealMatrix covariance)
      implements Measurement {
    @Override
    public double getTime() {
      return time;
    }

    @Override
    public RealVector getValue() {
      return new ArrayRealVector(state);
    }

    @Override
    public RealMatrix getCovariance() {
      return covariance;
    }
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.TestModels;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.Layout;
import dev.deerpark.solve.AdaptiveDamper;
import dev.deerpark.solve.Course;
import dev.deerpark.solve.Damper;
import dev.deerpark.solve.FormPolicy;
import dev.deerpark.solve.Method;
import dev.deerpark.solve.Solution;
import dev.deerpark.solve.SolveKeeper;
import dev.deerpark.solve.SolveListener;
import dev.deerpark.solve.SolveState;
import dev.deerpark.solve.Solver;
import dev.deerpark.solve.SolverOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A solve that was interrupted after any of its sweeps, and goes on from what was kept, in another
 * number of partitions, comes to the bits and the iterations of one that was not.
 */
class ResumeLawsTest {
  private static final long SEED = 20261126;
  private static final long STEPS = 173;

  /** What a run is made of. */
  private record Case(
      String name, SolverOptions options, int segmentLength, double gain, SweepRule rule) {
    Layout layout(int partitions) {
      int segments = Math.max(1, 15 / segmentLength);
      return new Layout(0, STEPS, segmentLength, segments, partitions, 3);
    }

    LocalEngine engine(int partitions) {
      Recurrence model = TestModels.tanh(4, 2, gain, SEED);
      Layout layout = layout(partitions);
      return new LocalEngine(
          layout,
          rule,
          new ReferenceKernels(() -> model, rule.precision()),
          TestSequences.normal(layout, 2, rule.precision(), SEED),
          new double[4]);
    }

    Solver solver(SolveKeeper keeper) {
      return new Solver(options, SolveListener.NONE, keeper, step -> "step " + step);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    SweepRule twice = SweepRule.of(Precision.DOUBLE, 1e-12);
    SweepRule single = SweepRule.of(Precision.FLOAT, 1e-6);
    Readout readout = new Readout(1, new double[] {1, -1, 0.5, 2}, new double[] {0.1});
    return Stream.of(
        of("jacobi", Method.JACOBI, Damper.always(Damping.NONE), 1, 0.9, twice),
        of("picard", Method.PICARD, Damper.always(Damping.NONE), 5, 0.9, single),
        of("quasi-deer", Method.QUASI_DEER, Damper.always(Damping.NONE), 1, 1.1, single),
        of("deer", Method.DEER, Damper.always(Damping.NONE), 1, 2.5, twice),
        of("deer, recomputing", Method.DEER, Damper.always(Damping.NONE), 3, 2.5, recompute()),
        of("deer, scaled", Method.DEER, Damper.always(Damping.scale(0.3)), 1, 2, twice),
        of("elk", Method.ELK, Damper.always(Damping.filter(1e-6)), 1, 2.5, twice),
        of("elk, adaptive", Method.ELK, new AdaptiveDamper(), 1, 2.5, single),
        of("elk, smoothed", Method.ELK, history -> smooth(), 1, 1.5, twice),
        of("quasi-elk, published", Method.QUASI_ELK, history -> published(), 1, 1.5, twice),
        of("shooting", Method.SHOOTING, Damper.always(Damping.NONE), 15, 1.5, twice),
        secants("secants", twice, OptionalDouble.empty()),
        secants("secants on outputs", single.judging(readout), OptionalDouble.empty()),
        secants("secants that crawl", twice, OptionalDouble.of(4)),
        of("sequential", Method.SEQUENTIAL, Damper.always(Damping.NONE), 15, 1.5, twice));
  }

  private static SweepRule recompute() {
    return SweepRule.of(Precision.DOUBLE, 1e-12).recomputingJacobians();
  }

  private static Damping smooth() {
    return Damping.filter(1e-3).smoothing();
  }

  private static Damping published() {
    return Damping.filter(1e-2).withPublishedPrefix();
  }

  private static Case of(
      String name, Method method, Damper damper, int segmentLength, double gain, SweepRule rule) {
    SolverOptions options = new SolverOptions(method, damper, rule.tolerance(), 40);
    return new Case(name, options, segmentLength, gain, rule);
  }

  private static Case secants(String name, SweepRule rule, OptionalDouble patience) {
    SolverOptions options =
        new SolverOptions(
            Method.SHOOTING,
            FormPolicy.secants(),
            Damper.always(Damping.NONE),
            rule.tolerance(),
            40,
            patience,
            patience);
    return new Case(name, options, 5, 2, rule);
  }

  /** What was kept after a sweep, as bytes. */
  private record Kept(byte[] solve, List<byte[]> blocks) {
    static Kept of(Case run, SolveState state, LocalEngine engine) {
      Course course =
          new Course(
              run.options.method(),
              FormPolicy.always(JacobianForm.ZERO),
              engine.layout(),
              OptionalDouble.empty(),
              OptionalDouble.of(3));
      RecordCodec<BlockIterate> blocks = new RecordCodec<>(BlockIterate.class);
      return new Kept(
          new RecordCodec<>(SavedSolve.class).bytes(new SavedSolve(course, state)),
          engine.iterate().stream().map(block -> blocks.bytes(block.toKeep())).toList());
    }

    SolveState state() {
      return new RecordCodec<>(SavedSolve.class).value(solve).state();
    }

    List<BlockIterate> iterate() {
      RecordCodec<BlockIterate> codec = new RecordCodec<>(BlockIterate.class);
      return blocks.stream().map(codec::value).toList();
    }
  }

  /** The first three, the last, and some between. */
  private static List<Kept> some(List<Kept> all) {
    return IntStream.range(0, all.size())
        .filter(i -> i < 3 || i % 7 == 0 || i == all.size() - 1)
        .mapToObj(all::get)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aSolveThatGoesOnAfterAnySweepComesToTheSameBits(Case run) {
    List<Kept> kept = new ArrayList<>();
    LocalEngine undisturbed = run.engine(3);
    Solution expected =
        run.solver(state -> kept.add(Kept.of(run, state.get(), undisturbed))).solve(undisturbed);
    double[][] states = TestSequences.states(undisturbed);

    assertThat(kept).hasSizeGreaterThan(2);
    for (Kept one : some(kept)) {
      LocalEngine engine = run.engine(5);
      SolveState state = one.state();
      if (state.walk().isEmpty()) {
        engine.resume(one.iterate());
      }
      Solution solution = run.solver(SolveKeeper.NONE).resume(engine, state);
      String where = run + " after sweep " + (state.sweeps() - 1) + ", seed " + SEED;

      assertThat(TestSequences.states(engine)).as(where).isDeepEqualTo(states);
      assertThat(solution.outcome()).as(where).isEqualTo(expected.outcome());
      assertThat(solution.sentence()).as(where).isEqualTo(expected.sentence());
      assertThat(solution.iterations()).as(where).isEqualTo(expected.iterations());
      assertThat(solution.amplification()).as(where).isEqualTo(expected.amplification());
      assertThat(solution.history())
          .as(where)
          .usingRecursiveComparison()
          .ignoringFieldsMatchingRegexes(".*seconds", ".*recomputed.*")
          .isEqualTo(expected.history());
    }
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.Engine;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.engine.TestModels;
import dev.deerpark.engine.TestSequences;
import dev.deerpark.engine.summary.SweepSummary;
import dev.deerpark.engine.summary.SweepWork;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.sequence.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Jacobians that are computed once more for want of memory are those that are kept otherwise. */
class RecomputedJacobiansTest {
  private static final long SEED = 20261126;
  private static final int TRIALS = 60;

  private record Choice(JacobianForm form, Damping damping) {}

  /** All that a sweep tells, but for what it cost to compute Jacobians once more. */
  private record Told(SweepSummary summary, double estimatedError) {
    static Told of(Engine.Sweep sweep) {
      SweepSummary all = sweep.summary();
      SweepSummary told =
          new SweepSummary(
              all.joints(),
              all.update(),
              SweepWork.walking(all.work().walks()),
              all.nonFinite(),
              all.magnitudes(),
              all.largestJump(),
              all.growth());
      return new Told(told, sweep.estimatedError());
    }
  }

  @Test
  void keptAndRecomputedJacobiansGiveTheSameSweepsBitForBit() {
    for (int trial = 0; trial < TRIALS; trial++) {
      long seed = SEED + trial;
      Random random = new Random(seed);
      Recurrence model = TestModels.tanh(3, 2, 0.6 + 2 * random.nextDouble(), seed);
      Layout layout =
          new Layout(
              0, 60 + random.nextInt(40), 1 + random.nextInt(4), 1 + random.nextInt(9), 2, 3);
      List<Choice> choices = choices(random, 2 + random.nextInt(8));
      SweepRule rule = SweepRule.of(Precision.DOUBLE, 1e-12);
      List<Told> kept = new ArrayList<>();
      List<Told> recomputed = new ArrayList<>();
      List<BlockIterate> first = run(model, layout, rule, choices, seed, kept);
      List<BlockIterate> second =
          run(model, layout, rule.recomputingJacobians(), choices, seed, recomputed);
      assertThat(recomputed)
          .as("seed %d, %s, %s", seed, layout, choices)
          .usingRecursiveComparison()
          .withEqualsForType(Double::equals, Double.class)
          .isEqualTo(kept);
      assertThat(second.stream().map(BlockIterate::starts).toList())
          .as("seed %d", seed)
          .usingRecursiveComparison()
          .isEqualTo(first.stream().map(BlockIterate::starts).toList());
    }
  }

  /** Forms and dampings that change from sweep to sweep, as the adaptive ones do. */
  private static List<Choice> choices(Random random, int count) {
    List<JacobianForm> forms =
        List.of(JacobianForm.DENSE, JacobianForm.DENSE, JacobianForm.DIAGONAL, JacobianForm.ZERO);
    List<Damping> dampings =
        List.of(
            Damping.NONE,
            Damping.NONE.within(1.5),
            Damping.filter(1e-3),
            Damping.filter(0.1).withPublishedPrefix(),
            Damping.scale(0.3),
            Damping.NONE.with(Reset.published(Precision.DOUBLE)));
    List<Choice> choices = new ArrayList<>();
    JacobianForm form = forms.get(random.nextInt(forms.size()));
    for (int i = 0; i < count; i++) {
      form = random.nextInt(4) == 0 ? forms.get(random.nextInt(forms.size())) : form;
      choices.add(new Choice(form, dampings.get(random.nextInt(dampings.size()))));
    }
    return choices;
  }

  private static List<BlockIterate> run(
      Recurrence model,
      Layout layout,
      SweepRule rule,
      List<Choice> choices,
      long seed,
      List<Told> told) {
    LocalEngine engine =
        new LocalEngine(
            layout,
            rule,
            new ReferenceKernels(() -> model, rule.precision()),
            TestSequences.normal(layout, model.inputSize(), rule.precision(), seed),
            new double[model.stateSize()]);
    Choice begin = choices.get(0);
    told.add(Told.of(engine.from(Guess.zeros()).begin(begin.form(), begin.damping())));
    for (Choice choice : choices.subList(1, choices.size())) {
      told.add(Told.of(engine.advance(choice.form(), choice.damping())));
    }
    return engine.iterate();
  }
}

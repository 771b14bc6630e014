// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.ChangingSweeps.Choice;
import dev.deerpark.engine.ChangingSweeps.Said;
import dev.deerpark.engine.summary.SweepWork;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.sweep.Reset;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.OnHeap;
import dev.deerpark.kernel.TestSpec;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.sequence.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sweeps whose full Jacobians are kept as their factors, against those that keep them whole. */
class StepJacobiansLawsTest {
  private static final long SEED = 20261128;
  private static final int TRIALS = 40;

  /** Weights of up to the largest numbers, so that products and Jacobians overflow too. */
  @Test
  void sweepsHaveTheSameBits() {
    int replaced = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      long seed = SEED + trial;
      Random random = new Random(seed);
      Precision precision = random.nextBoolean() ? Precision.FLOAT : Precision.DOUBLE;
      int size = 5 + random.nextInt(22);
      String type = random.nextBoolean() ? "gru " : "gru_relu ";
      double weights = trial % 4 == 0 ? 1e19 : 1 + 4 * random.nextDouble();
      RecurrenceSpec model = TestSpec.of(type + size + " 1", weights, random).model();
      Layout layout = new Layout(0, 150 + random.nextInt(150), 1, 20 + random.nextInt(40), 2, 3);
      SweepRule rule = SweepRule.of(precision, precision == Precision.FLOAT ? 1e-5 : 1e-12);
      List<Choice> choices = choices(random, 3 + random.nextInt(6));
      Kernel kernel = new JvmKernels(model, precision).open(Optional.empty());
      List<Said> expected = new ArrayList<>();
      List<Said> given = new ArrayList<>();
      List<BlockIterate> first = run(new OnHeap(kernel), layout, rule, choices, seed, expected);
      SweepRule same = random.nextInt(4) == 0 ? rule.recomputingJacobians() : rule;
      List<BlockIterate> second = run(kernel, layout, same, choices, seed, given);
      String what = "seed %d, %s %s, %s, %s".formatted(seed, precision, type, layout, choices);
      assertThat(given)
          .as(what)
          .usingRecursiveComparison()
          .withEqualsForType(Double::equals, Double.class)
          .isEqualTo(expected);
      for (int block = 0; block < first.size(); block++) {
        assertThat(second.get(block).starts().array())
            .as(what)
            .isEqualTo(first.get(block).starts().array());
      }
      replaced += given.stream().mapToInt(said -> (int) said.summary().nonFinite().refused()).sum();
    }
    assertThat(replaced).as("Jacobians that were not finite").isPositive();
  }

  @Test
  void factorsAreKeptAndNothingIsComputedAgain() {
    int size = 9;
    RecurrenceSpec model = TestSpec.of("gru " + size + " 1", 3, new Random(SEED)).model();
    Layout layout = new Layout(0, 300, 1, 50, 2, 3);
    Kernel kernel = new JvmKernels(model, Precision.DOUBLE).open(Optional.empty());
    SweepRule rule = SweepRule.of(Precision.DOUBLE, 1e-12);
    try (LocalEngine engine =
        new LocalEngine(
            layout,
            rule,
            kernel,
            TestSequences.normal(layout, 1, Precision.DOUBLE, SEED),
            new double[size])) {
      engine.from(Guess.normal(SEED)).begin(JacobianForm.DENSE, Damping.NONE);
      for (int sweep = 0; sweep < 3; sweep++) {
        SweepWork work = engine.advance(JacobianForm.DENSE, Damping.NONE).summary().work();
        assertThat(work.recomputed().steps()).as("sweep %d", sweep).isZero();
        assertThat(engine.iterate().get(1).jacobians())
            .as("sweep %d", sweep)
            .hasSizeLessThan(50 * size * size)
            .isNotEmpty();
      }
    }
  }

  /** Forms and dampings that change from sweep to sweep, as the adaptive ones do. */
  private static List<Choice> choices(Random random, int count) {
    List<JacobianForm> forms =
        List.of(JacobianForm.DENSE, JacobianForm.DENSE, JacobianForm.DIAGONAL, JacobianForm.ZERO);
    List<Damping> dampings =
        List.of(
            Damping.NONE,
            Damping.NONE,
            Damping.NONE.within(1.5),
            Damping.filter(1e-3),
            Damping.scale(0.3),
            Damping.NONE.with(Reset.published(Precision.DOUBLE)));
    List<Choice> choices = new ArrayList<>();
    JacobianForm form = JacobianForm.DENSE;
    for (int i = 0; i < count; i++) {
      form = random.nextInt(4) == 0 ? forms.get(random.nextInt(forms.size())) : form;
      choices.add(new Choice(form, dampings.get(random.nextInt(dampings.size()))));
    }
    return choices;
  }

  private static List<BlockIterate> run(
      Kernel kernel,
      Layout layout,
      SweepRule rule,
      List<Choice> choices,
      long seed,
      List<Said> said) {
    // the kernel is used again
    LocalEngine engine =
        new LocalEngine(
            layout,
            rule,
            kernel,
            TestSequences.normal(layout, 1, rule.precision(), seed),
            new double[kernel.stateSize()]);
    Choice begin = choices.get(0);
    said.add(Said.of(engine.from(Guess.normal(seed)).begin(begin.form(), begin.damping())));
    for (Choice choice : choices.subList(1, choices.size())) {
      said.add(Said.of(engine.advance(choice.form(), choice.damping())));
    }
    return engine.iterate();
  }
}

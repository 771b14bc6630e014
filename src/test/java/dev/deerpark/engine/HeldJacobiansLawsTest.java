// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Precision;
import dev.deerpark.engine.summary.SweepSummary;
import dev.deerpark.engine.summary.SweepWork;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.sweep.Reset;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.TestSpec;
import dev.deerpark.kernel.jvm.JvmKernels;
import dev.deerpark.kernel.opencl.NeedsDevice;
import dev.deerpark.kernel.opencl.OpenClKernels;
import dev.deerpark.kernel.opencl.device.DeviceMemory;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.sequence.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sweeps whose Jacobians stay on a device, against sweeps on the processor: all the same bits. */
@NeedsDevice
class HeldJacobiansLawsTest {
  private static final long SEED = 20261127;
  private static final int SIZE = 5;
  private static final int INPUTS = 1;

  private record Choice(JacobianForm form, Damping damping) {}

  /** All that a sweep says, but for what it cost to compute Jacobians once more. */
  private record Said(SweepSummary summary, double estimatedError) {
    static Said of(Engine.Sweep sweep) {
      SweepSummary all = sweep.summary();
      SweepSummary said =
          new SweepSummary(
              all.joints(),
              all.update(),
              SweepWork.walking(all.work().walks()),
              all.nonFinite(),
              all.magnitudes(),
              all.largestJump(),
              all.growth());
      return new Said(said, sweep.estimatedError());
    }
  }

  /** With room for all Jacobians, for some of them, and for none. */
  @ParameterizedTest
  @ValueSource(strings = {"0.5", "8000", "4000"})
  void sweepsHaveTheBitsOfTheJvmKernelsHoweverMuchIsHeld(String memory) {
    for (int trial = 0; trial < 14; trial++) {
      long seed = SEED + trial;
      Random random = new Random(seed);
      RecurrenceSpec model =
          TestSpec.of("gru " + SIZE + " " + INPUTS, 1 + 4 * random.nextDouble(), random).model();
      Layout layout =
          new Layout(
              0, 200 + random.nextInt(150), 1 + random.nextInt(4), 8 + random.nextInt(9), 2, 3);
      List<Choice> choices = choices(random, 3 + random.nextInt(6));
      Precision precision = random.nextBoolean() ? Precision.FLOAT : Precision.DOUBLE;
      SweepRule rule = SweepRule.of(precision, precision == Precision.FLOAT ? 1e-5 : 1e-12);
      JvmKernels jvm = new JvmKernels(model, precision);
      OpenClKernels opencl = new OpenClKernels(jvm, DeviceMemory.parse(memory), true);
      List<Said> expected = new ArrayList<>();
      List<Said> given = new ArrayList<>();
      List<BlockIterate> first = run(jvm, layout, rule, choices, seed, expected);
      SweepRule same = random.nextBoolean() ? rule : rule.recomputingJacobians();
      List<BlockIterate> second = run(opencl, layout, same, choices, seed, given);
      assertThat(given)
          .as("seed %d, %s, %s, %s", seed, precision, layout, choices)
          .usingRecursiveComparison()
          .withEqualsForType(Double::equals, Double.class)
          .isEqualTo(expected);
      for (int block = 0; block < first.size(); block++) {
        assertThat(second.get(block).starts().array())
            .as("seed %d, block %d", seed, block)
            .isEqualTo(first.get(block).starts().array());
      }
    }
  }

  @Test
  void whatIsHeldIsNotComputedAgain() {
    RecurrenceSpec model = TestSpec.of("gru " + SIZE + " " + INPUTS, 3, new Random(SEED)).model();
    Layout layout = new Layout(0, 300, 2, 16, 2, 3);
    JvmKernels jvm = new JvmKernels(model, Precision.FLOAT);
    OpenClKernels opencl = new OpenClKernels(jvm, DeviceMemory.parse("0.5"), true);
    SweepRule rule = SweepRule.of(Precision.FLOAT, 1e-5);
    try (LocalEngine engine =
        new LocalEngine(
            layout,
            rule,
            opencl,
            TestSequences.normal(layout, INPUTS, Precision.FLOAT, SEED),
            new double[SIZE])) {
      engine.from(Guess.normal(SEED)).begin(JacobianForm.DENSE, Damping.NONE);
      for (int sweep = 0; sweep < 3; sweep++) {
        SweepWork work = engine.advance(JacobianForm.DENSE, Damping.NONE).summary().work();
        assertThat(work.recomputed().steps()).as("sweep %d", sweep).isZero();
        assertThat(work.walks().steps()).as("sweep %d", sweep).isPositive();
        assertThat(engine.iterate().get(1).jacobians()).as("on the heap").isEmpty();
      }
    }
  }

  /** Forms and dampings that change from sweep to sweep, as the adaptive ones do. */
  private static List<Choice> choices(Random random, int count) {
    List<JacobianForm> forms =
        List.of(
            JacobianForm.DENSE, JacobianForm.DIAGONAL, JacobianForm.DIAGONAL, JacobianForm.ZERO);
    List<Damping> dampings =
        List.of(
            Damping.NONE,
            Damping.NONE,
            Damping.NONE,
            Damping.NONE.within(1.5),
            Damping.filter(1e-3),
            Damping.filter(1e-3),
            Damping.filter(0.1).withPublishedPrefix(),
            Damping.filter(1),
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
      KernelFactory kernels,
      Layout layout,
      SweepRule rule,
      List<Choice> choices,
      long seed,
      List<Said> said) {
    try (LocalEngine engine =
        new LocalEngine(
            layout,
            rule,
            kernels,
            TestSequences.normal(layout, INPUTS, rule.precision(), seed),
            new double[SIZE])) {
      Choice begin = choices.get(0);
      said.add(Said.of(engine.from(Guess.normal(seed)).begin(begin.form(), begin.damping())));
      for (Choice choice : choices.subList(1, choices.size())) {
        said.add(Said.of(engine.advance(choice.form(), choice.damping())));
      }
      return engine.iterate();
    }
  }
}

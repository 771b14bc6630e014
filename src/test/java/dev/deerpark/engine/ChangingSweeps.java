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
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.Restarts;
import dev.deerpark.sequence.States;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Sweeps whose form and damping change from one to the next, as the adaptive ones do.
 *
 * @param guess of the start states
 * @param inputSize I
 * @param stateSize D
 * @param seed of the inputs
 */
public record ChangingSweeps(
    Layout layout,
    Guess guess,
    int inputSize,
    int stateSize,
    long seed,
    List<Choice> choices,
    double restarts) {

  /** Over one series. */
  public ChangingSweeps(
      Layout layout, Guess guess, int inputSize, int stateSize, long seed, List<Choice> choices) {
    this(layout, guess, inputSize, stateSize, seed, choices, 0);
  }

  /** The same over many series: so many steps begin one, as a part of all. */
  public ChangingSweeps withRestarts(double part) {
    return new ChangingSweeps(layout, guess, inputSize, stateSize, seed, choices, part);
  }

  /** How one sweep is made. */
  public record Choice(JacobianForm form, Damping damping) {}

  /** All that a sweep says, but for what it cost to compute Jacobians once more. */
  record Said(SweepSummary summary, double estimatedError) {
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

  private record Outcome(List<Said> said, List<BlockIterate> blocks) {}

  /** As many choices, of every form with Jacobians and of every damping. */
  public static List<Choice> choices(Random random, int count, Precision precision) {
    List<JacobianForm> forms =
        List.of(JacobianForm.DENSE, JacobianForm.DENSE, JacobianForm.DIAGONAL, JacobianForm.ZERO);
    List<Damping> dampings =
        List.of(
            Damping.NONE,
            Damping.NONE,
            Damping.NONE.within(1.5),
            Damping.filter(1e-3),
            Damping.filter(0.1).withPublishedPrefix(),
            Damping.filter(1),
            Damping.scale(0.3),
            Damping.clip(0.4),
            Damping.NONE.with(Reset.published(precision)));
    boolean smooths = random.nextInt(3) == 0;
    List<Choice> choices = new ArrayList<>();
    JacobianForm form = forms.get(random.nextInt(forms.size()));
    for (int i = 0; i < count; i++) {
      form = random.nextInt(4) == 0 ? forms.get(random.nextInt(forms.size())) : form;
      Damping damping = dampings.get(random.nextInt(dampings.size()));
      choices.add(new Choice(form, smooths ? damping.smoothing() : damping));
    }
    return choices;
  }

  /** Whether two ways give the same bits in every sweep. */
  public void requireSame(
      KernelFactory kernels, SweepRule rule, KernelFactory others, SweepRule otherRule) {
    Outcome expected = run(kernels, rule);
    Outcome given = run(others, otherRule);
    assertThat(given.said)
        .as(toString())
        .usingRecursiveComparison()
        .withEqualsForType(Double::equals, Double.class)
        .isEqualTo(expected.said);
    for (int block = 0; block < expected.blocks.size(); block++) {
      assertThat(given.blocks.get(block).starts().array())
          .as("%s, block %d", this, block)
          .isEqualTo(expected.blocks.get(block).starts().array());
    }
  }

  private List<InputBlock> blocks(Precision precision) {
    Random random = new Random(seed);
    return TestSequences.normal(layout, inputSize, precision, seed).stream()
        .map(block -> restarts > 0 ? block.with(restarts(block, precision, random)) : block)
        .toList();
  }

  private Restarts restarts(InputBlock block, Precision precision, Random random) {
    int[] steps =
        IntStream.range(0, block.steps()).filter(t -> random.nextDouble() < restarts).toArray();
    States states = States.zeros(steps.length, stateSize);
    for (int series = 0; series < steps.length; series++) {
      states.set(series, random.doubles(stateSize, -1, 1).map(precision::round).toArray());
    }
    return Restarts.own(steps, states, false);
  }

  private Outcome run(KernelFactory kernels, SweepRule rule) {
    List<Said> said = new ArrayList<>();
    try (LocalEngine engine =
        new LocalEngine(layout, rule, kernels, blocks(rule.precision()), new double[stateSize])) {
      Choice begin = choices.get(0);
      said.add(Said.of(engine.from(guess).begin(begin.form(), begin.damping())));
      for (Choice choice : choices.subList(1, choices.size())) {
        said.add(Said.of(engine.advance(choice.form(), choice.damping())));
      }
      return new Outcome(said, engine.iterate());
    }
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.engine.Engine;
import dev.deerpark.engine.FirstSweep;
import dev.deerpark.engine.summary.SweepSummary;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.recurrence.JacobianForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The solver's loop: init, then step and judge until there is an outcome. */
public final class Solver {
  private final SolverOptions options;
  private final SolveListener listener;

  public Solver(SolverOptions options, SolveListener listener) {
    this.options = options;
    this.listener = listener;
  }

  /**
   * The state of a run.
   *
   * @param history one record per iteration
   * @param sweep the last sweep
   * @param outcome empty while the run goes on
   * @param walked whether the iterate is the loop's own walk
   */
  private record State(
      List<IterationRecord> history,
      Engine.Sweep sweep,
      Optional<Outcome> outcome,
      boolean walked) {

    SweepSummary summary() {
      return sweep.summary();
    }
  }

  /** Solves for the states of the engine's sequence from zeros, and leaves them there. */
  public Solution solve(Engine engine) {
    return solve(engine, engine.from(Guess.zeros()));
  }

  /**
   * Solves for the states of the engine's sequence, and leaves them there.
   *
   * @param first the engine's first sweep; the sequential method needs none
   */
  public Solution solve(Engine engine, FirstSweep first) {
    return new Solver(options.forStates(engine.stateSize()), listener).run(engine, first);
  }

  private Solution run(Engine engine, FirstSweep first) {
    SecantSteps secants = new SecantSteps(engine, options.forms());
    Judge judge = new Judge(options, engine.layout(), engine.rule());
    Determinacy determinacy = new Determinacy(options, engine);
    State state = judged(init(engine, first), judge, determinacy);
    Patience patience = new Patience(options, engine.layout());
    while (state.outcome().isEmpty() && !patience.isLost(state.history())) {
      state = judged(step(engine, state, secants), judge, determinacy);
    }
    if (patience.isLost(state.history(), state.outcome())) {
      state = judged(walk(engine, state.history()), judge, determinacy);
    }
    Outcome outcome = state.outcome().orElseThrow();
    List<IterationRecord> history = state.history();
    String sentence =
        judge.sentence(
            outcome, history, state.summary(), state.walked(), () -> determinacy.error(history));
    Solution solution =
        new Solution(
            outcome,
            sentence,
            state.summary(),
            history,
            Optional.empty(),
            1,
            state.walked(),
            state.sweep().written());
    return determinacy.judge(solution);
  }

  private State init(Engine engine, FirstSweep first) {
    if (options.method() == Method.SEQUENTIAL) {
      return walk(engine, List.of());
    }
    JacobianForm form = options.forms().next(List.of());
    Damping damping = options.damper().next(List.of());
    return sweep(engine, List.of(), form, damping, () -> first.begin(form, damping));
  }

  private State walk(Engine engine, List<IterationRecord> history) {
    State state = sweep(engine, history, JacobianForm.ZERO, Damping.NONE, engine::walkInOrder);
    return new State(state.history(), state.sweep(), state.outcome(), true);
  }

  private State step(Engine engine, State state, SecantSteps secants) {
    List<IterationRecord> history = state.history();
    JacobianForm form = options.forms().next(history);
    Damping damping = options.damper().next(history);
    boolean corrects = history.get(history.size() - 1).form() == JacobianForm.SECANT;
    return sweep(
        engine,
        history,
        form,
        damping,
        () -> {
          secants.takeIn(history.size());
          Engine.Sweep sweep =
              corrects ? secants.advance(state.summary(), form) : engine.advance(form, damping);
          Engine.Sweep estimated =
              form == JacobianForm.SECANT ? secants.estimating(sweep, history.size() + 1) : sweep;
          return engine.rule().closeness().isOfOutputs()
              ? OutputError.estimated(estimated, history)
              : estimated;
        });
  }

  private State sweep(
      Engine engine,
      List<IterationRecord> history,
      JacobianForm form,
      Damping damping,
      Supplier<Engine.Sweep> verb) {
    int iteration = history.size();
    listener.starting(iteration);
    long before = System.nanoTime();
    Engine.Sweep sweep = verb.get();
    double seconds = (System.nanoTime() - before) / 1e9;
    IterationRecord record = new IterationRecord(iteration, form, damping, sweep, seconds);
    List<IterationRecord> longer = new ArrayList<>(history);
    longer.add(record);
    listener.swept(engine);
    listener.finished(List.copyOf(longer));
    return new State(longer, sweep, Optional.empty(), false);
  }

  private static State judged(State state, Judge judge, Determinacy determinacy) {
    Optional<Outcome> swept = judge.outcome(state.history(), state.summary());
    boolean settled = swept.filter(outcome -> outcome == Outcome.CONVERGED).isPresent();
    Optional<Outcome> outcome =
        settled && !state.walked() ? determinacy.outcome(state.history(), state.summary()) : swept;
    return new State(state.history(), state.sweep(), outcome, state.walked());
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.engine.Engine;
import dev.deerpark.engine.FirstSweep;
import dev.deerpark.engine.summary.SweepSummary;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.recurrence.JacobianForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** The solver's loop: init, then step and judge until there is an outcome. */
public final class Solver {
  private final SolverOptions options;
  private final SolveListener listener;
  private final SolveKeeper keeper;
  private final LongFunction<String> stepNames;

  public Solver(SolverOptions options, SolveListener listener) {
    this(options, listener, SolveKeeper.NONE, step -> "step " + step);
  }

  /**
   * @param keeper is offered the state after every sweep
   * @param stepNames what a step is called in sentences
   */
  public Solver(
      SolverOptions options,
      SolveListener listener,
      SolveKeeper keeper,
      LongFunction<String> stepNames) {
    this.options = options;
    this.listener = listener;
    this.keeper = keeper;
    this.stepNames = stepNames;
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

    /** Where a state left off that is not that of a walk. */
    static State of(SolveState kept) {
      return new State(kept.history(), kept.last(), Optional.empty(), kept.walked());
    }

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
    Solver solver = forStates(engine.stateSize());
    return solver.new Run(engine, SecantSteps.Taken.NONE, Determinacy.Measured.NOTHING)
        .from(run -> run.init(first));
  }

  /**
   * Goes on with a solve.
   *
   * @param engine holds the iterate that belongs to the state, unless that is one of a walk
   * @param kept as it was offered to the keeper of a solver with the same options
   */
  public Solution resume(Engine engine, SolveState kept) {
    Solver solver = forStates(engine.stateSize());
    return solver.new Run(engine, kept.secants(), kept.determinacy())
        .from(
            run ->
                kept.walk()
                    .map(blocks -> run.walk(kept.history(), blocks))
                    .orElseGet(() -> State.of(kept)));
  }

  private Solver forStates(int size) {
    return new Solver(options.forStates(size), listener, keeper, stepNames);
  }

  /** A solve on an engine. */
  private final class Run {
    private final Engine engine;
    private final Judge judge;
    private final Patience patience;
    private final SecantSteps secants;
    private final Determinacy determinacy;

    Run(Engine engine, SecantSteps.Taken taken, Determinacy.Measured measured) {
      this.engine = engine;
      this.judge = new Judge(options, engine.layout(), engine.rule(), stepNames);
      this.patience = new Patience(options, engine.layout());
      this.secants = new SecantSteps(engine, options.forms(), taken);
      this.determinacy = new Determinacy(options, engine, measured, stepNames);
    }

    /** Solves from a state to the end. */
    Solution from(Function<Run, State> beginning) {
      State state = judged(beginning.apply(this));
      while (state.outcome().isEmpty() && !patience.isLost(state.history())) {
        state = judged(step(state));
      }
      if (patience.isLost(state.history(), state.outcome())) {
        state = judged(walk(state.history(), List.of()));
      }
      return solution(state);
    }

    private Solution solution(State state) {
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

    State init(FirstSweep first) {
      if (options.method() == Method.SEQUENTIAL) {
        return walk(List.of(), List.of());
      }
      JacobianForm form = options.forms().next(List.of());
      Damping damping = options.damper().next(List.of());
      return sweep(List.of(), form, damping, () -> first.begin(form, damping));
    }

    /**
     * @param before the blocks that were walked already
     */
    State walk(List<IterationRecord> history, List<BlockIterate> before) {
      State state =
          sweep(
              history,
              JacobianForm.ZERO,
              Damping.NONE,
              () ->
                  engine.walkInOrder(
                      before,
                      walked -> keeper.offer(() -> kept(history, Optional.of(walked), false))));
      return new State(state.history(), state.sweep(), state.outcome(), true);
    }

    private State step(State state) {
      List<IterationRecord> history = state.history();
      JacobianForm form = options.forms().next(history);
      Damping damping = options.damper().next(history);
      boolean corrects = history.get(history.size() - 1).form() == JacobianForm.SECANT;
      return sweep(
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

    private State judged(State state) {
      Optional<Outcome> swept =
          judge.outcome(state.history(), state.summary(), determinacy::memory);
      boolean settled = swept.filter(outcome -> outcome == Outcome.CONVERGED).isPresent();
      Optional<Outcome> outcome =
          settled && !state.walked()
              ? determinacy.outcome(state.history(), state.summary())
              : swept;
      keeper.offer(() -> kept(state.history(), Optional.empty(), state.walked()));
      return new State(state.history(), state.sweep(), outcome, state.walked());
    }

    private SolveState kept(
        List<IterationRecord> history, Optional<List<BlockIterate>> walk, boolean walked) {
      return new SolveState(history, walk, walked, secants.taken(), determinacy.measured());
    }
  }
}

package dev.deerpark.solve;

import dev.deerpark.engine.Engine;
import dev.deerpark.engine.SweepSummary;
import dev.deerpark.recurrence.JacobianForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The one loop: init, then step and judge until there is an outcome. */
public final class Solver {
  private final SolverOptions options;
  private final SolveListener listener;

  public Solver(SolverOptions options, SolveListener listener) {
    this.options = options;
    this.listener = listener;
  }

  /**
   * Where a run is.
   *
   * @param history one record an iteration
   * @param summary of the iterate
   * @param outcome empty while it goes on
   */
  private record State(
      List<IterationRecord> history, SweepSummary summary, Optional<Outcome> outcome) {

    int iteration() {
      return history.size() - 1;
    }
  }

  /** Solves for the states of the engine's sequence, and leaves them there. */
  public Solution solve(Engine engine) {
    State state = judge(init(engine), engine);
    while (state.outcome().isEmpty()) {
      state = judge(step(engine, state), engine);
    }
    Outcome outcome = state.outcome().get();
    return new Solution(
        outcome, sentence(outcome, state, engine), state.summary(), state.history());
  }

  private State init(Engine engine) {
    if (options.method() == Method.SEQUENTIAL) {
      return sweep(List.of(), JacobianForm.ZERO, engine::walkInOrder);
    }
    JacobianForm form = options.method().forms().next(List.of());
    return sweep(List.of(), form, () -> engine.begin(form));
  }

  private State step(Engine engine, State state) {
    JacobianForm form = options.method().forms().next(state.history());
    return sweep(state.history(), form, () -> engine.advance(form));
  }

  private State sweep(
      List<IterationRecord> history, JacobianForm form, Supplier<Engine.Sweep> verb) {
    int iteration = history.size();
    listener.starting(iteration);
    long before = System.nanoTime();
    Engine.Sweep sweep = verb.get();
    SweepSummary summary = sweep.summary();
    IterationRecord record =
        new IterationRecord(
            iteration,
            form,
            summary.residual(),
            iteration == 0 ? Double.POSITIVE_INFINITY : summary.update(),
            sweep.estimatedError(),
            summary.settledSegments(),
            summary.exactSegments(),
            iteration == 0 ? summary.segments() : summary.moved(),
            summary.work().steps(),
            summary.work().tangentSteps(),
            summary.largestJump(),
            summary.refused(),
            (System.nanoTime() - before) / 1e9);
    listener.finished(record);
    List<IterationRecord> longer = new ArrayList<>(history);
    longer.add(record);
    return new State(longer, summary, Optional.empty());
  }

  private State judge(State state, Engine engine) {
    SweepSummary summary = state.summary();
    IterationRecord last = state.history().get(state.iteration());
    double tolerance = options.tolerance();
    boolean nonFinite =
        summary.firstNonFinite() >= 0 && summary.firstNonFinite() < summary.exactSegments();
    // Without any jump there is nothing left to update: the guess was the answer.
    boolean answered = summary.exactSegments() == engine.layout().segments();
    boolean within = summary.residual() <= tolerance && last.update() <= tolerance;
    Outcome outcome = null;
    if (nonFinite) {
      outcome = Outcome.NON_FINITE;
    } else if (answered || within) {
      outcome = Outcome.CONVERGED;
    } else if (state.iteration() >= options.maxIterations()) {
      outcome = Outcome.MAX_ITERATIONS;
    }
    return new State(state.history(), summary, Optional.ofNullable(outcome));
  }

  private String sentence(Outcome outcome, State state, Engine engine) {
    SweepSummary summary = state.summary();
    int iterations = state.iteration();
    String plural = iterations == 1 ? "" : "s";
    return switch (outcome) {
      case CONVERGED ->
          options.method() == Method.SEQUENTIAL
              ? "Walked all steps one after the other: this is the loop's result."
              : String.format(
                  "Converged after %d iteration%s, within the tolerance %.0e.",
                  iterations, plural, options.tolerance());
      case MAX_ITERATIONS ->
          String.format(
              "Not converged: after all %d iteration%s allowed the residual is %.2e and the last"
                  + " update %.2e, with a tolerance of %.0e; %d of %d segments have settled.",
              iterations,
              plural,
              summary.residual(),
              state.history().get(iterations).update(),
              options.tolerance(),
              summary.settledSegments(),
              engine.layout().segments());
      case NOT_JOINED ->
          throw new IllegalStateException("only the walk that writes the states tells that");
      case NON_FINITE ->
          String.format(
              "Not finite: the recurrence leaves the finite numbers in segment %d, that is after"
                  + " step %d at the earliest (iteration %d).",
              summary.firstNonFinite(),
              summary.firstNonFinite() * engine.layout().segmentLength(),
              iterations);
    };
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.engine.FirstSweep;
import dev.deerpark.engine.summary.SweepWork;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.plan.Beginning;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.spark.ShortSweeps;
import dev.deerpark.spark.SparkEngine;
import dev.deerpark.spark.StartStates;
import dev.deerpark.spark.StateOutput;
import dev.deerpark.spark.WarmStates;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;

/** Makes the first sweep of a run, where its plan says that the iterations begin. */
public record FirstSweepChoice(Run run, JavaRDD<InputBlock> blocks) {

  /** The first sweep of an engine over the whole series. */
  public FirstSweep of(SparkEngine engine) {
    Optional<SparkEngine.WorkedOut> first = workedOut(engine);
    return first.isPresent() ? first.get() : engine.from(guess());
  }

  /** The same, which writes the states where the plan has it so. */
  public FirstSweep of(SparkEngine engine, StateOutput<?> output) {
    return workedOut(engine)
        .filter(first -> run.plan().firstWalkWrites())
        .map(first -> first.into(output))
        .orElseGet(() -> of(engine));
  }

  private Guess guess() {
    return SolverChoice.guess(run.settings().solver().guess());
  }

  private Optional<SparkEngine.WorkedOut> workedOut(SparkEngine engine) {
    Beginning beginning = run.plan().beginning();
    if (beginning.isGiven()) {
      return Optional.of(engine.from(warmStates()));
    }
    if (beginning.shortSweeps() > 0) {
      return Optional.of(engine.from(shortSweeps(beginning.shortSweeps())));
    }
    return beginning.burnIn().map(engine::from);
  }

  private StartStates warmStates() {
    return new StartStates(
        WarmStates.read(
            run.spark(),
            run.settings().solver().guess().orElseThrow().path(),
            run.settings().input().timeColumn(),
            run.source().travelling(),
            run.layout(),
            run.subject().stateSize()),
        SweepWork.NONE);
  }

  private StartStates shortSweeps(int sweeps) {
    Layout layout = run.layout();
    try (SparkEngine steps =
        run.engine(layout.ofSingleSteps(), run.plan().rule().recomputingJacobians(), blocks)) {
      Damping damping = Damping.NONE.with(SolverChoice.reset(run.settings().solver()));
      return ShortSweeps.states(steps, guess(), damping, sweeps, layout.segmentLength());
    }
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.BadInputException;
import dev.deerpark.kernel.StepFailure;
import dev.deerpark.report.Ending;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;

/** How a run ends: with a result, a refusal, a failure, or interrupted; and the report of it. */
final class RecordedEnd {
  private final Consumer<Ending> end;
  private final PhaseTimer timer;
  private final ReportFile file;
  private final Function<StepFailure, Optional<StepFailure>> atItsTime;

  /**
   * @param end writes an ending into the report
   * @param atItsTime gives a failure of a step the step's time; empty before times are known
   */
  RecordedEnd(
      Consumer<Ending> end,
      PhaseTimer timer,
      ReportFile file,
      Function<StepFailure, Optional<StepFailure>> atItsTime) {
    this.end = end;
    this.timer = timer;
    this.file = file;
    this.atItsTime = atItsTime;
  }

  /** Runs an action and writes the report, whether it ends or fails. */
  @SuppressWarnings("try") // the hook is there to be closed
  ExitStatus written(SparkContext context, Supplier<ExitStatus> action) {
    try (Interruption watching = Interruption.watch(context, this::recordInterruption)) {
      return written(action, watching);
    }
  }

  private ExitStatus written(Supplier<ExitStatus> action, Interruption interruption) {
    try {
      ExitStatus status = action.get();
      file.write();
      return status;
    } catch (Throwable failure) { // Scala throws checked exceptions without declaring them
      if (interruption.hasBegun()) {
        recordInterruption();
        throw new InterruptedRun(interrupted(), failure);
      }
      Optional<StepFailure> step = step(failure);
      recordFailure(step.<Throwable>map(found -> found).orElse(failure));
      if (step.isPresent()) {
        throw step.get();
      }
      throw failure;
    }
  }

  /**
   * Runs an action, and writes nothing.
   *
   * @throws BadInputException where one is the cause of a failure
   */
  <T> T unwritten(Supplier<T> action) {
    try {
      return action.get();
    } catch (Throwable failure) { // Scala throws checked exceptions without declaring them
      Optional<BadInputException> refusal = BadInputException.behind(failure);
      if (refusal.isPresent()) {
        throw refusal.get();
      }
      Optional<StepFailure> step = step(failure);
      if (step.isPresent()) {
        throw step.get();
      }
      throw failure;
    }
  }

  /** The step that failed, where that is the cause. */
  private Optional<StepFailure> step(Throwable failure) {
    Optional<StepFailure> step = StepFailure.behind(failure).flatMap(atItsTime);
    step.ifPresent(found -> found.initCause(failure));
    return step;
  }

  private String interrupted() {
    return "Interrupted "
        + timer.current().moment()
        + ": the process was told to end, and no result was written.";
  }

  private void recordInterruption() {
    recordEnding(Ending.interrupted(interrupted()), new IllegalStateException(interrupted()));
  }

  private void recordFailure(Throwable failure) {
    recordEnding(ending(failure), failure);
  }

  private synchronized void recordEnding(Ending ending, Throwable failure) {
    end.accept(ending);
    try {
      file.write();
    } catch (RuntimeException | Error unwritten) { // the first failure is what matters
      failure.addSuppressed(unwritten);
    }
  }

  private Ending ending(Throwable failure) {
    return BadInputException.behind(failure)
        .map(refusal -> Ending.refused(refusal, timer.current(), ExitStatus.BAD_INPUT.code()))
        .orElseGet(
            () -> Ending.failed(failure, KnownFailure.sentence(failure), ExitStatus.FAILED.code()));
  }
}

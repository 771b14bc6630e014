// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.Layout;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.OutputSettings.Emit;
import dev.deerpark.settings.SolverSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The reasons against a run, each as a sentence that names the option and says what to do. */
record Refusals(
    EvaluateSettings settings,
    Problem problem,
    Layout layout,
    Memory memory,
    Beginning beginning,
    SeriesFacts series) {

  /** The refusals; none where the run can work. */
  List<String> sentences() {
    return Stream.of(
            memory.refusal(layout),
            shortSweeps(),
            burnIn(),
            smoothing(),
            outputsOnly(),
            toleranceOnOutputs(),
            series.refusal(layout))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<String> shortSweeps() {
    if (beginning.shortSweeps() == 0) {
      return Optional.empty();
    }
    FormMemory single =
        FormMemory.of(layout.ofSingleSteps(), problem.stateSize(), JacobianForm.DENSE, false);
    if (!single.fitsArrays()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "--short-sweeps: the Jacobians of a block's %,d steps are %,d numbers, more than an"
                  + " array holds. Give fewer --block-steps, or leave it out.",
              layout.blockSteps(),
              single.blockNumbers()));
    }
    return 2 * single.stateBytes() <= memory.availableBytes()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "--short-sweeps: the states of all %,d steps take %s on the executors, which have"
                    + " %s. Give more memory, or leave it out.",
                layout.steps(),
                Bytes.text(2 * single.stateBytes()),
                Bytes.text(memory.availableBytes())));
  }

  private Optional<String> burnIn() {
    return beginning
        .burnIn()
        .filter(burnIn -> burnIn.steps() > layout.segmentLength())
        .map(
            burnIn ->
                String.format(
                    Locale.ROOT,
                    "--guess burn-in:%d: segments are %d steps long. Give no more, or a longer"
                        + " --segment-length.",
                    burnIn.steps(),
                    layout.segmentLength()));
  }

  private Optional<String> smoothing() {
    return settings.solver().damping().smooth()
            && !memory.keepJacobians()
            && memory.deviceBytes() == 0
        ? Optional.of(
            "--elk-step smooth needs the Jacobians twice, so they have to be kept: give a longer"
                + " --segment-length, more memory, or --elk-step filter.")
        : Optional.empty();
  }

  private Optional<String> toleranceOnOutputs() {
    boolean isAsked =
        settings.solver().toleranceOn().equals(Optional.of(SolverSettings.ToleranceOn.OUTPUTS));
    return isAsked && !problem.hasOutputsOfItsOwn()
        ? Optional.of(
            "--tolerance-on outputs: the model "
                + problem.model()
                + " has no readout of its own. Leave --tolerance-on out, for a tolerance on its"
                + " states.")
        : Optional.empty();
  }

  private Optional<String> outputsOnly() {
    boolean outputsOnly = !settings.output().emit().contains(Emit.STATES);
    return settings.writesResult() && outputsOnly && !problem.hasReadout()
        ? Optional.of(
            "--emit outputs: the model "
                + problem.model()
                + " has no readout. Leave --emit out to write its states.")
        : Optional.empty();
  }
}

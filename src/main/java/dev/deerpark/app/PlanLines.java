// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.plan.MemoryPlan;
import dev.deerpark.recurrence.Model;
import dev.deerpark.sequence.Layout;
import java.util.Locale;

/** What a run is going to do, in a few lines for people. */
final class PlanLines {
  private final Run run;

  PlanLines(Run run) {
    this.run = run;
  }

  void print(Console console) {
    Model model = run.subject().model();
    Layout layout = run.planned().layout();
    console.line(
        String.format(
            Locale.ROOT,
            "Model    %s (%s): states of %d numbers, inputs %s%s",
            model.name(),
            model.type(),
            run.subject().stateSize(),
            model.columns(),
            model.readout().map(r -> ", outputs of " + r.outputSize()).orElse("")));
    console.line(
        String.format(
            Locale.ROOT, "Series   %,d steps from time %d", layout.steps(), layout.firstTime()));
    console.line("Input    " + run.source().plan(layout));
    console.line(
        String.format(
            Locale.ROOT,
            "Method   %s in %s, tolerance %.0e, %s kernel%s",
            run.method().label(),
            run.rule().precision().name().toLowerCase(Locale.ROOT),
            run.rule().tolerance(),
            run.kernels().name(),
            run.choice().reason().isEmpty() ? "" : " (" + run.choice().reason() + ")"));
    console.line(
        String.format(
            Locale.ROOT,
            "Layout   %,d segments of %,d steps (%s), %,d blocks of %,d steps, %d partitions",
            layout.segments(),
            layout.segmentLength(),
            run.planned().segmentReason(),
            layout.blocks(),
            layout.blockSteps(),
            layout.partitions()));
    console.line("Scan     " + run.scanPlan());
  }

  /** The sizes that {@code inspect} adds. */
  void printSizes(Console console) {
    MemoryPlan memory = run.memory();
    console.line(
        String.format(
            Locale.ROOT,
            "Memory   inputs %s, iterate %s twice (Jacobians are %s): %s over all executors, which"
                + " have %s",
            MemoryPlan.text(memory.inputBytes()),
            MemoryPlan.text(memory.iterateBytes()),
            run.rule().keepJacobians() ? "kept" : "computed again",
            MemoryPlan.text(memory.keptBytes()),
            MemoryPlan.text(memory.availableBytes())));
    console.line(
        String.format(
            Locale.ROOT,
            "Messages %s an element, at most %d elements a partition and sweep",
            MemoryPlan.text(memory.elementBytes()),
            memory.nodes()));
  }
}

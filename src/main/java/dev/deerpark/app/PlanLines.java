package dev.deerpark.app;

import dev.deerpark.kernel.MeetingMarks;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.Model;
import dev.deerpark.sequence.Layout;
import java.util.List;
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
    console.line(
        String.format(
            Locale.ROOT,
            "Method   %s in %s, tolerance %.0e, %s kernel",
            run.method().label(),
            run.rule().precision().name().toLowerCase(Locale.ROOT),
            run.rule().tolerance(),
            run.kernels().name()));
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
    console.line("Scan     " + RunRecorder.scanPlan(layout));
  }

  /** The sizes that {@code inspect} adds. */
  void printSizes(Console console) {
    MemoryPlan memory = memory();
    console.line(
        String.format(
            "Memory   inputs %s, iterate %s (two are kept): %s over all executors",
            MemoryPlan.text(memory.inputBytes()),
            MemoryPlan.text(memory.iterateBytes()),
            MemoryPlan.text(memory.keptBytes())));
    console.line(
        String.format(
            "Messages %s an element; at most %d elements a partition and sweep",
            MemoryPlan.text(memory.elementBytes()), nodes()));
  }

  private MemoryPlan memory() {
    JacobianForm form = run.method().forms().next(List.of());
    Layout layout = run.planned().layout();
    return MemoryPlan.of(
        layout,
        run.subject().inputSize(),
        run.subject().stateSize(),
        form,
        MeetingMarks.of(layout.segmentLength()).length,
        run.rule().precision());
  }

  /** The bound on a run's nodes, {@code 2 (f - 1) log_f B + 1}. */
  private int nodes() {
    Layout layout = run.planned().layout();
    double levels = Math.log(layout.blocks()) / Math.log(layout.fanIn());
    int bound = 2 * (layout.fanIn() - 1) * (int) Math.ceil(levels) + 1;
    return Math.min(bound, (int) Math.ceil((double) layout.blocks() / layout.partitions()));
  }
}

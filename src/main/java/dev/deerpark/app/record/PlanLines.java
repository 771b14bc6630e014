// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import dev.deerpark.app.console.Console;
import dev.deerpark.plan.Bytes;
import dev.deerpark.plan.FormMemory;
import dev.deerpark.plan.Memory;
import dev.deerpark.plan.Plan;
import dev.deerpark.recurrence.Model;
import dev.deerpark.report.SeriesLengths;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.time.TimeAxis;
import dev.deerpark.sequence.time.Timeline;
import dev.deerpark.solve.Method;
import dev.deerpark.study.model.Possible;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** A plan in a few lines for people. */
public final class PlanLines {

  private final ModelLines model;
  private final Plan plan;
  private final Timeline timeline;

  /**
   * @param timeline the times of the series
   */
  public PlanLines(Model model, Plan plan, Timeline timeline) {
    this.model = new ModelLines(model, plan.problem().stateSize());
    this.plan = plan;
    this.timeline = timeline;
  }

  /** What will be done. */
  public void print(Console console) {
    model.print(console);
    line(console, "Series   %s", series(timeline));
    line(console, "Input    %s", plan.input());
    line(console, "Cluster  %s", plan.cluster());
    printMethod(console);
  }

  /**
   * {@code 108,000 steps from time 0}, {@code 744 steps of 1h from 2018-01-01T00:00:00Z}, or {@code
   * 1,000 series of 50 to 900 steps (median 75), 80,000 steps in all}.
   */
  static String series(Timeline timeline) {
    if (timeline.isOfSeries()) {
      SeriesLengths lengths = SeriesLengths.of(timeline);
      return String.format(
          Locale.ROOT,
          "%,d series by \"%s\" of %,d to %,d steps (median %,d), %,d steps in all",
          lengths.count(),
          lengths.column(),
          lengths.shortest(),
          lengths.longest(),
          lengths.median(),
          timeline.steps());
    }
    TimeAxis axis = timeline.axis();
    String from =
        String.format(
            Locale.ROOT,
            axis.isIdentity() ? "%,d steps%s from time %s" : "%,d steps of %s from %s",
            timeline.steps(),
            axis.isIdentity() ? "" : axis.stepText(),
            timeline.text(0));
    return timeline.held() == 0
        ? from
        : from
            + String.format(
                Locale.ROOT, " (the state is held over %,d missing times)", timeline.held());
  }

  /** How it will be solved. */
  void printMethod(Console console) {
    Layout layout = plan.layout();
    line(
        console,
        "Method   %s in %s, tolerance %.0e%s, %s%s",
        plan.method().label(),
        plan.rule().precision().name().toLowerCase(Locale.ROOT),
        plan.rule().tolerance(),
        plan.judgesOutputs() ? " on the outputs" : "",
        kernel(plan.kernel(), plan.method()),
        plan.choice().reason().isEmpty() ? "" : " (" + plan.choice().reason() + ")");
    String label = "Forecast";
    for (String sentence : plan.forecast().sentences(plan.choice().way())) {
      line(console, "%-8s %s", label, sentence);
      label = "";
    }
    line(
        console,
        "Layout   %,d segments of %,d steps (%s), %,d blocks of %,d steps, %d partitions",
        layout.segments(),
        layout.segmentLength(),
        plan.segments().reason(),
        layout.blocks(),
        layout.blockSteps(),
        layout.partitions());
    line(console, "Begin    %s", plan.beginning().description());
    if (!plan.forms().reason().isEmpty()) {
      line(console, "Jacobian %s", plan.forms());
    }
    line(console, "Scan     %s", plan.scans());
  }

  /** What walks; a device would be slower at one walk than a core. */
  static String kernel(String name, Method method) {
    boolean leaves = method == Method.SEQUENTIAL && name.startsWith("opencl");
    return name + (leaves ? " kernel, which leaves the loop to the jvm kernel" : " kernel");
  }

  /** The sizes that {@code inspect} adds. */
  public void printSizes(Console console) {
    model.printSizes(console);
    Memory memory = plan.memory();
    line(
        console,
        "Memory   inputs %s, iterate %s twice (Jacobians are %s): %s over all executors, which"
            + " have %s",
        Bytes.text(memory.inputBytes()),
        Bytes.text(memory.iterateBytes()),
        jacobians(memory),
        Bytes.text(memory.keptBytes()),
        Bytes.text(memory.availableBytes()));
    for (FormMemory form : memory.forms()) {
      line(
          console,
          "Messages with %s Jacobians: %s an element, at most %d elements per partition and sweep",
          form.adjective(),
          Bytes.text(form.elementBytes()),
          memory.nodes());
    }
    if (memory.largest().driverBytes() > 0) {
      line(
          console,
          "Driver   %s of secants, if the first four walks do not settle",
          Bytes.text(memory.largest().driverBytes()));
    }
    line(console, "Passes   %s", plan.expectedPasses());
    plan.beginning().burnIn().ifPresent(burnIn -> printPossible(console, burnIn.steps()));
  }

  private static String jacobians(Memory memory) {
    if (memory.deviceBytes() > 0) {
      return "on the devices, " + Bytes.text(memory.deviceBytes());
    }
    return memory.keepJacobians() ? "kept" : "computed again";
  }

  private void printPossible(Console console, int burnIn) {
    line(
        console,
        "Possible %s: each core has to walk %,d steps more than its own",
        possible(new Possible(burnIn), plan.cluster().cores(), plan.layout().steps()),
        burnIn);
  }

  /** The curve of the possible, from these cores to a thousand times as many. */
  static String possible(Possible possible, int cores, long steps) {
    String curve =
        LongStream.of(1, 10, 100, 1000)
            .map(factor -> factor * cores)
            .mapToObj(
                count ->
                    String.format(
                        Locale.ROOT, "%,d: %s", count, times(possible.speedup(count, steps))))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "at most, over one core, by cores: %s, any number: %s",
        curve,
        times(possible.most(steps)));
  }

  private static String times(double speedup) {
    return String.format(Locale.ROOT, speedup < 100 ? "%.3g" : "%,.0f", speedup);
  }

  private static void line(Console console, String format, Object... values) {
    console.line(String.format(Locale.ROOT, format, values));
  }
}

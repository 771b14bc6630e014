// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.run.NetworkRun;
import dev.deerpark.base.SplitMix64;
import dev.deerpark.io.job.NonFiniteOutputs;
import dev.deerpark.report.Ending;
import dev.deerpark.report.EvaluatedNode;
import dev.deerpark.report.RunReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Shows what a network of several nodes does on the console and in the report. */
public final class NetworkRecorder {
  private final RunRecorder recorder;
  private final RunReport report;
  private final Console console;

  /**
   * @param recorder of the whole run
   */
  NetworkRecorder(RunRecorder recorder, RunReport report, Console console) {
    this.recorder = recorder;
    this.report = report;
    this.console = console;
  }

  /** What will be done for every node. */
  public void planned(NetworkRun run) {
    recorder.begins(run.model().name());
    run.nodes().forEach(node -> recorder.walksBy(node.kernels()));
    report.loadedModel(run.model().digest(), run.model().scaling());
    new NetworkLines(run.model(), run.columns()).print(console);
    NetworkLines.printPlans(run, console);
  }

  /** The node that is solved next. */
  public void beginning(NetworkRun run, int node) {
    console.line(
        String.format(
            Locale.ROOT,
            "Node %d of %d, %s",
            node + 1,
            run.nodes().size(),
            NetworkLines.node(run.node(node))));
  }

  /** The nodes that have been solved, the last of them just now. */
  public void evaluated(List<EvaluatedNode> solved) {
    report.evaluated(solved);
    EvaluatedNode last = solved.get(solved.size() - 1);
    console.line(
        String.format(
            Locale.ROOT,
            "%s: %s, %.2f passes. %s",
            last.name(),
            last.solution().method(),
            last.solution().passes(),
            last.outcomeSentence()));
    if (last.forecastCheck() != null) {
      console.line(last.forecastCheck().sentence());
    }
    if (last.verification() != null) {
      console.line(
          last.verification().sentence()
              + (last.reversed()
                  ? " Times are counted from the last, which it walked first."
                  : ""));
    }
  }

  /** Warns of outputs that are no finite numbers, which are made of finite states. */
  public void warnOfOutputs(NonFiniteOutputs.Found found, NetworkRun run) {
    recorder.warnOfOutputs(found, run.source().timeline());
  }

  /** The last words; the exit status goes with them. */
  public ExitStatus ended(List<EvaluatedNode> solved, Optional<String> output) {
    EvaluatedNode worst =
        solved.stream()
            .filter(node -> !node.outcome().converged())
            .findFirst()
            .orElse(solved.get(solved.size() - 1));
    boolean converged = worst.outcome().converged();
    ExitStatus status = converged ? ExitStatus.DONE : ExitStatus.NOT_CONVERGED;
    String sentence =
        converged
            ? String.format(Locale.ROOT, "All %d nodes converged.", solved.size())
            : worst.name() + ": " + worst.outcomeSentence();
    if (converged && solved.size() > 1) {
      console.line(
          "Each node was solved and checked for the inputs that it was given: errors of the nodes"
              + " before it come on top.");
    }
    output.ifPresent(path -> report.wrote(digest(solved)));
    recorder.ended(Ending.ofNetwork(worst.outcome(), sentence, status.code()), sentence, output);
    return status;
  }

  private static String digest(List<EvaluatedNode> solved) {
    long digest = 0;
    for (EvaluatedNode node : solved) {
      digest = SplitMix64.mix(digest ^ node.stateDigest());
    }
    return String.format(Locale.ROOT, "%016x", digest);
  }
}

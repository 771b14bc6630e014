// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.run.NetworkRun;
import dev.deerpark.app.run.Run;
import dev.deerpark.network.Feed;
import dev.deerpark.network.Network;
import dev.deerpark.network.NetworkModel;
import dev.deerpark.network.Node;
import dev.deerpark.plan.Plan;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A network drawn in text: one line for each node, and for what lies between. */
public final class NetworkLines {
  private final NetworkModel model;
  private final List<String> columns;

  /**
   * @param columns that it reads; none where they are not known yet
   */
  public NetworkLines(NetworkModel model, List<String> columns) {
    this.model = model;
    this.columns = columns;
  }

  public void print(Console console) {
    Network network = model.network();
    line(
        console,
        "Graph    %s: %s%s, SHA-256 %s",
        model.name(),
        network,
        columns.isEmpty() ? "" : ", columns " + columns,
        model.digest());
    line(console, "Scaling  %s", model.scaling());
    for (Node node : network.nodes()) {
      line(console, "  %s", feed(node.feed()));
      line(console, "    -> %s", node(node));
    }
    line(console, "  %s", feed(network.output()));
    line(console, "    -> output of %d", network.outputSize());
    model.assumptions().forEach(sentence -> line(console, "         %s", sentence));
  }

  /** A node in a few words. */
  static String node(Node node) {
    return String.format(
        Locale.ROOT,
        "%s (%s, %s): %d inputs, states of %d numbers%s",
        node.name(),
        node.type(),
        node.reversed() ? "backwards" : "forwards",
        node.feed().program().outputSize(),
        node.stateSize(),
        ", " + node.spec().description());
  }

  private String feed(Feed feed) {
    String sources =
        feed.sources().stream()
            .map(
                source ->
                    source == Feed.INPUT ? "input" : model.network().nodes().get(source).name())
            .collect(Collectors.joining(", "));
    long parameters = feed.program().parameters();
    return sources
        + ": "
        + feed.program().description()
        + (parameters == 0 ? "" : String.format(Locale.ROOT, " (%,d parameters)", parameters));
  }

  /** What will be done for every node. */
  public static void printPlans(NetworkRun run, Console console) {
    Plan first = run.nodes().get(0).plan();
    line(console, "Series   %s", PlanLines.series(run.source().timeline()));
    line(console, "Input    %s", first.input());
    line(console, "Cluster  %s", first.cluster());
    for (Run node : run.nodes()) {
      line(console, "Node     %s", node.subject().model().name());
      new PlanLines(node.subject().model(), node.plan(), run.source().timeline())
          .printMethod(console);
    }
  }

  private static void line(Console console, String format, Object... values) {
    console.line(String.format(Locale.ROOT, format, values));
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.streaming;

import dev.deerpark.app.run.NetworkFiles;
import dev.deerpark.app.run.Subject;
import dev.deerpark.base.BadInputException;
import dev.deerpark.io.trajectory.StateColumns;
import dev.deerpark.network.Feed;
import dev.deerpark.network.NetworkModel;
import dev.deerpark.network.Node;
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.RowFunction;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.OutputSettings.StatesAs;
import dev.deerpark.spark.streaming.ForwardNetwork.Rows;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/**
 * The model of a stream: one recurrence, or several that all walk forwards.
 *
 * @param reading the model with the columns that its file names and their scaling
 * @param nodes the recurrences
 * @param output of every step; empty where the model has none
 */
record StreamedModel(Model reading, List<Part> nodes, Optional<Rows> output) {

  /**
   * A recurrence.
   *
   * @param name of the node; empty where there is one alone
   * @param model for a kernel
   * @param initialState {@code [D]}: where it begins that is given nothing else; not modified
   */
  record Part(String name, Model model, double[] initialState, Rows feed) {}

  /**
   * Reads the model that the settings name, as a batch run does.
   *
   * @throws BadInputException where it cannot be read, or walks backwards
   */
  static StreamedModel load(EvaluateSettings settings, Configuration hadoop) {
    return NetworkFiles.several(settings, hadoop)
        .map(StreamedModel::of)
        .orElseGet(() -> of(Subject.model(settings, hadoop)));
  }

  private static StreamedModel of(Model model) {
    double[] start =
        model.initialState().orElseGet(() -> model.spec().build().initialState()).clone();
    RowFunction encoder = model.encoder().orElse(null);
    return new StreamedModel(
        model,
        List.of(new Part("", model, start, new Rows(List.of(Feed.INPUT), encoder))),
        model.readout().map(readout -> new Rows(List.of(0), readout)));
  }

  private static StreamedModel of(NetworkModel model) {
    List<Node> nodes = model.network().nodes();
    nodes.stream().filter(Node::reversed).findFirst().ifPresent(node -> refuse(model, node));
    List<Part> parts =
        IntStream.range(0, nodes.size())
            .mapToObj(index -> part(nodes.get(index), model.ofNode(index)))
            .toList();
    return new StreamedModel(model.reading(), parts, Optional.of(rows(model.network().output())));
  }

  private static void refuse(NetworkModel model, Node node) {
    throw new BadInputException(
        String.format(
            Locale.ROOT,
            "The node %s of %s walks backwards, from the end of a series, and a stream has no end."
                + " Evaluate such a network in batches.",
            node.name(),
            model.name()));
  }

  private static Part part(Node node, Model model) {
    return new Part(node.name(), model, node.initialState(), rows(node.feed()));
  }

  private static Rows rows(Feed feed) {
    return new Rows(feed.sources(), feed.program().isIdentity() ? null : feed.program());
  }

  /** The names of the columns of states, as a batch run writes them. */
  List<String> stateNames() {
    return nodes.size() == 1
        ? List.of(StateColumns.STATE)
        : nodes.stream().map(node -> node.name() + "_state").toList();
  }

  /** The columns of states in a result. */
  List<StateColumns> stateColumns(StatesAs form) {
    List<String> names = stateNames();
    return IntStream.range(0, names.size())
        .mapToObj(
            node -> StateColumns.of(names.get(node), form, nodes.get(node).initialState().length))
        .toList();
  }
}

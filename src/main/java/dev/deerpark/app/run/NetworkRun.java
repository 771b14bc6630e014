// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.base.Precision;
import dev.deerpark.io.table.LoadedSeries;
import dev.deerpark.io.table.SeriesSource;
import dev.deerpark.io.trajectory.NetworkSchema;
import dev.deerpark.io.trajectory.StateColumns;
import dev.deerpark.network.NetworkModel;
import dev.deerpark.network.Node;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.OutputSettings.Emit;
import dev.deerpark.settings.OutputSettings.StatesAs;
import java.util.List;
import org.apache.spark.storage.StorageLevel;

/**
 * A run of a network of several nodes that is ready to begin. All that one node gives another lies
 * in one layout, the first node's.
 *
 * @param settings what was asked
 * @param model the network
 * @param columns that it reads
 * @param source the series, with its time indexes checked
 * @param nodes one run for each node, with a plan and a layout of its own; that of a node that
 *     walks backwards counts its steps from the last
 */
public record NetworkRun(
    EvaluateSettings settings,
    NetworkModel model,
    List<String> columns,
    SeriesSource source,
    List<Run> nodes) {

  public NetworkRun {
    nodes = List.copyOf(nodes);
  }

  /** How what is kept for all nodes is cut. */
  Layout layout() {
    return nodes.get(0).layout();
  }

  /** The last time. */
  public String lastTime() {
    return source.timeline().lastIsoText();
  }

  Precision precision() {
    return settings.solver().precision();
  }

  public Node node(int index) {
    return model.network().nodes().get(index);
  }

  /**
   * Reads the series, if all plans can work.
   *
   * @throws dev.deerpark.base.BadInputException if one cannot, or if a value cannot be used
   */
  public LoadedSeries load() {
    nodes.forEach(node -> node.plan().requireWorkable());
    return source.load(
        layout(), model.normalisation(), precision(), StorageLevel.MEMORY_AND_DISK());
  }

  /**
   * The columns of the result.
   *
   * @throws dev.deerpark.base.BadInputException where two would have one name
   */
  public NetworkSchema schema() {
    return schema(settings, model, source.timeline().axis().type());
  }

  /**
   * The same, before the series is read.
   *
   * @param times of the time column
   */
  static NetworkSchema schema(EvaluateSettings settings, NetworkModel model, TimeType times) {
    List<Node> of = model.network().nodes();
    StatesAs form = settings.output().statesAs();
    List<StateColumns> states =
        of.size() == 1
            ? List.of(StateColumns.of(StateColumns.STATE, form, of.get(0).stateSize()))
            : of.stream()
                .map(node -> StateColumns.of(node.name() + "_state", form, node.stateSize()))
                .toList();
    return new NetworkSchema(
        settings.solver().precision(),
        settings.input().timeColumn(),
        times,
        settings.output().emit().contains(Emit.STATES) ? states : List.of(),
        settings.output().emit().contains(Emit.OUTPUTS));
  }
}

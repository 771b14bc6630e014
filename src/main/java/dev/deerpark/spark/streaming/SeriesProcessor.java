// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.streaming;

import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.streaming.OrderRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StatefulProcessorWithInitialState;
import org.apache.spark.sql.streaming.TTLConfig;
import org.apache.spark.sql.streaming.TimeMode;
import org.apache.spark.sql.streaming.TimerValues;
import org.apache.spark.sql.streaming.ValueState;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;

/** Walks each series from the state that is stored under its key, and stores the one it reaches. */
final class SeriesProcessor extends StatefulProcessorWithInitialState<String, Row, Row, Row> {
  private static final long serialVersionUID = 1L;

  /** The name of the state in Spark's state store. */
  static final String STATE = "series";

  private final ForwardNetwork network;
  private final StateFormat format;
  private final StreamColumns columns;
  private final OrderRules rules;
  private final NonFiniteResults nonFinite;

  private transient ValueState<Row> state;
  private transient NetworkWalk walk;

  SeriesProcessor(
      ForwardNetwork network,
      StateFormat format,
      StreamColumns columns,
      OrderRules rules,
      NonFiniteResults nonFinite) {
    this.network = network;
    this.format = format;
    this.columns = columns;
    this.rules = rules;
    this.nonFinite = nonFinite;
  }

  /** Called on the driver too, where there is no kernel to borrow. */
  @Override
  public void init(OutputMode outputMode, TimeMode timeMode) {
    state = getHandle().getValueState(STATE, Encoders.row(format.type()), TTLConfig.NONE());
  }

  @Override
  public void handleInitialState(String key, Row initial, TimerValues timers) {
    String name = columns.name(key);
    SeriesState begin = format.initial(initial, name);
    boolean isContradicted = initial.getBoolean(format.type().size());
    if (isContradicted) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The series%s is given different states of its latest time, %s, to begin with. Give"
                  + " one of each series and time.",
              name,
              columns.times().text(begin.last().time())));
    }
    state.update(format.stored(begin));
  }

  @Override
  public Iterator<Row> handleInputRows(String key, Iterator<Row> rows, TimerValues timers) {
    String name = columns.name(key);
    List<InputRow> arrived = new ArrayList<>();
    CollectionConverters.asJava(rows).forEachRemaining(row -> arrived.add(columns.row(row)));
    Collections.sort(arrived);
    SeriesState before =
        state.exists()
            ? format.read(state.get(), name)
            : new SeriesState(null, network.initialStates());
    return CollectionConverters.asScala(
        new WalkedRows(
            new OrderedRows(arrived, before.last(), columns.times(), rules, name),
            before.states(),
            (steps, states) -> walk().walk(name, steps, states),
            (time, steps, step) -> result(key, time, steps, step),
            after -> state.update(format.stored(after))));
  }

  private Row result(String key, long time, NetworkWalk.Steps steps, int step) {
    if (steps.hasNonFiniteOutputs(step)) {
      nonFinite.add(new NonFiniteResults.Found(1, time, columns.place(key, time)));
    }
    return columns.result(key, time, steps, step);
  }

  private NetworkWalk walk() {
    if (walk == null) {
      walk =
          new NetworkWalk(
              network,
              columns.times(),
              columns.values(),
              network.nodes().stream().map(node -> node.kernels().ofTask()).toList());
    }
    return walk;
  }
}

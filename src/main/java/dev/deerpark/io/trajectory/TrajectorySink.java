// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.base.Numbers;
import dev.deerpark.engine.trajectory.StateSink;
import dev.deerpark.io.job.NonFiniteOutputs;
import dev.deerpark.io.table.time.TravellingTimeline;
import dev.deerpark.recurrence.RowFunction;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;

/** Makes the rows of a written trajectory. */
public final class TrajectorySink implements StateSink<InternalRow> {
  private static final long serialVersionUID = 1L;

  private final TrajectorySchema schema;
  private final TravellingTimeline timeline;
  private final long every;

  /** Null without outputs: an {@code Optional} cannot be serialized. */
  private final RowFunction readout;

  /** Null where outputs are not looked at. */
  private final NonFiniteOutputs nonFinite;

  /**
   * @param timeline the times of the steps
   * @param every one in this many steps becomes a row, from the first step of each series on
   * @param readout the output of a state; present if the schema has outputs
   */
  public TrajectorySink(
      TrajectorySchema schema,
      TravellingTimeline timeline,
      long every,
      Optional<? extends RowFunction> readout) {
    this(schema, timeline, every, schema.withOutputs() ? readout.orElseThrow() : null, null);
  }

  private TrajectorySink(
      TrajectorySchema schema,
      TravellingTimeline timeline,
      long every,
      RowFunction readout,
      NonFiniteOutputs nonFinite) {
    this.schema = schema;
    this.timeline = timeline;
    this.every = every;
    this.readout = readout;
    this.nonFinite = nonFinite;
  }

  /**
   * The same sink, which also counts the rows with outputs that are not finite.
   *
   * @param found registered with Spark
   */
  public TrajectorySink counting(NonFiniteOutputs found) {
    return new TrajectorySink(schema, timeline, every, readout, found);
  }

  /** A sink that makes the outputs of the same steps, and no rows of them. */
  public StateSink<Boolean> ofOutputsAlone() {
    return new OutputsAlone(this);
  }

  @Override
  public boolean keeps(long step) {
    return every == 1 || timeline.get().stepWithin(step) % every == 0;
  }

  @Override
  public Rows<InternalRow> open() {
    TimeCells times = times();
    Outputs made = outputs();
    Numbers output = schema.precision().allocate(made.size());
    return (step, states, at, size) -> {
      made.of(step, states, at, output, 0);
      return schema.row(times.of(step), states, at, size, output);
    };
  }

  TrajectorySchema schema() {
    return schema;
  }

  /** The cells of a row before its numbers, for one thread. */
  TimeCells times() {
    return new TimeCells(timeline.get());
  }

  /** The outputs of states, for one thread; none without outputs. */
  Outputs outputs() {
    return readout == null
        ? new Outputs(0, (states, at, outputs, to) -> {}, null)
        : new Outputs(readout.outputSize(), readout.open(), nonFinite);
  }

  /**
   * Writes the output of a state.
   *
   * @param size O
   * @param nonFinite looks at them; null where none does
   */
  record Outputs(int size, RowFunction.Evaluator evaluator, NonFiniteOutputs nonFinite) {
    void of(long step, Numbers states, int at, Numbers outputs, int to) {
      evaluator.apply(states, at, outputs, to);
      if (nonFinite != null) {
        nonFinite.look(step, outputs, to, size);
      }
    }
  }

  /** See {@link #ofOutputsAlone}. */
  private record OutputsAlone(TrajectorySink sink) implements StateSink<Boolean> {
    @Override
    public boolean keeps(long step) {
      return sink.readout != null && sink.keeps(step);
    }

    @Override
    public Rows<Boolean> open() {
      Outputs made = sink.outputs();
      Numbers output = sink.schema.precision().allocate(made.size());
      return (step, states, at, size) -> {
        made.of(step, states, at, output, 0);
        return null;
      };
    }
  }
}

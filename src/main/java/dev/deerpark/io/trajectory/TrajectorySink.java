// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.base.Numbers;
import dev.deerpark.engine.trajectory.StateSink;
import dev.deerpark.io.table.TravellingTimeline;
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
    this.schema = schema;
    this.timeline = timeline;
    this.every = every;
    this.readout = schema.withOutputs() ? readout.orElseThrow() : null;
  }

  @Override
  public boolean keeps(long step) {
    return every == 1 || timeline.get().stepWithin(step) % every == 0;
  }

  @Override
  public Rows<InternalRow> open() {
    TimeCells times = new TimeCells(timeline.get());
    if (readout == null) {
      Numbers none = schema.precision().allocate(0);
      return (step, states, at, size) -> schema.row(times.of(step), states, at, size, none);
    }
    RowFunction.Evaluator evaluator = readout.open();
    Numbers output = schema.precision().allocate(readout.outputSize());
    return (step, states, at, size) -> {
      evaluator.apply(states, at, output, 0);
      return schema.row(times.of(step), states, at, size, output);
    };
  }
}

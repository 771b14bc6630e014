// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.streaming;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.io.job.NonFiniteOutputs;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.StepFailure;
import dev.deerpark.linear.Dense;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.InputBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Walks a network over a few steps at a time, as the sequential loop does: the same kernels, from
 * one step to the next. Used by one thread.
 */
final class NetworkWalk {
  private final ForwardNetwork network;
  private final StreamTimes times;
  private final List<String> columns;
  private final List<Kernel> kernels;

  /**
   * @param times of the rows, for messages
   * @param columns the names of the values, for messages
   * @param kernels one for each node, in the network's precision; not closed
   */
  NetworkWalk(
      ForwardNetwork network, StreamTimes times, List<String> columns, List<Kernel> kernels) {
    this.network = network;
    this.times = times;
    this.columns = columns;
    this.kernels = kernels;
  }

  /**
   * The results of n steps.
   *
   * @param count n
   * @param states of each node, {@code [nodes][n][D]}
   * @param outputs {@code [n][M]}; null without outputs
   */
  record Steps(int count, List<Numbers> states, Numbers outputs) {
    /** Whether a step, from 0, has an output that is not a finite number. */
    boolean hasNonFiniteOutputs(int step) {
      int size = outputs == null ? 0 : outputs.length() / count;
      return size > 0 && NonFiniteOutputs.isIn(outputs, step * size, size);
    }
  }

  /**
   * Walks some steps.
   *
   * @param series its name for messages, with a space before it; empty where it has none
   * @param rows what the steps read, at least one
   * @param states {@code [nodes][D]}: those before the first step; overwritten with those after the
   *     last
   * @throws BadInputException for a value that is missing, not finite, or not finite once it is
   *     scaled
   * @throws IllegalStateException where a state leaves the finite numbers
   */
  Steps walk(String series, List<InputRow> rows, List<double[]> states) {
    List<InputBlock> signals = new ArrayList<>();
    signals.add(input(series, rows));
    for (int node = 0; node < kernels.size(); node++) {
      InputBlock fed = network.nodes().get(node).feed().of(signals);
      signals.add(walk(kernels.get(node), fed, states.get(node), rows, series));
    }
    Numbers outputs = network.output() == null ? null : network.output().of(signals).inputs();
    return new Steps(
        rows.size(),
        signals.subList(1, signals.size()).stream().map(InputBlock::inputs).toList(),
        outputs);
  }

  private InputBlock walk(
      Kernel kernel, InputBlock fed, double[] state, List<InputRow> rows, String series) {
    int size = kernel.stateSize();
    Numbers states = network.precision().allocate(Math.multiplyExact(rows.size(), size));
    try {
      kernel.trace(
          fed,
          0,
          rows.size(),
          state,
          (step, reached) -> {
            requireFinite(reached, rows.get(step), series);
            states.narrow(reached, 0, step * size, 1, size);
          });
    } catch (StepFailure failure) {
      throw failure.inStream(times.text(rows.get((int) failure.step()).time()));
    }
    return block(rows.size(), size, states);
  }

  private void requireFinite(double[] state, InputRow row, String series) {
    if (!Dense.isFinite(state)) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "The series%s has left the finite numbers at the time %s: the state there is not"
                  + " finite, and so would be all that follow.",
              series,
              times.text(row.time())));
    }
  }

  /** The scaled inputs. */
  private InputBlock input(String series, List<InputRow> rows) {
    Normalisation normalisation = network.normalisation();
    Precision precision = network.precision();
    int width = columns.size();
    Numbers inputs = precision.allocate(Math.multiplyExact(rows.size(), width));
    for (int step = 0; step < rows.size(); step++) {
      for (int column = 0; column < width; column++) {
        double value = rows.get(step).values()[column];
        double scaled = precision.round(normalisation.apply(column, value));
        if (!Double.isFinite(scaled)) {
          throw unusable(series, column, rows.get(step));
        }
        inputs.set(step * width + column, scaled);
      }
    }
    return block(rows.size(), width, inputs);
  }

  private static InputBlock block(int steps, int width, Numbers numbers) {
    return new InputBlock(InputBlock.OF_NO_LAYOUT, 0, steps, width, numbers);
  }

  private BadInputException unusable(String series, int column, InputRow row) {
    double value = row.values()[column];
    String what = Double.isFinite(value) ? "a value too large" : "a missing value, NaN or infinity";
    return new BadInputException(
        String.format(
            Locale.ROOT,
            "The column \"%s\" of the series%s has %s at the time %s. Correct it, or leave the row"
                + " out and give --gaps fill-previous or hold-state.",
            columns.get(column),
            series,
            what,
            times.text(row.time())));
  }
}

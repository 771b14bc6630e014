// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.io.model.LayersFixture;
import dev.deerpark.io.model.ModelFile;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.reference.ReferenceKernel;
import dev.deerpark.network.Feed;
import dev.deerpark.network.Network;
import dev.deerpark.network.NetworkModel;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.spark.streaming.ForwardNetwork.Node;
import dev.deerpark.spark.streaming.ForwardNetwork.Rows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkWalkTest {
  private static final long SEED = 20261126;
  private static final int STEPS = 60;

  /** A recurrence that doubles its state. */
  private static final class Doubling implements Recurrence {
    @Override
    public int stateSize() {
      return 1;
    }

    @Override
    public int inputSize() {
      return 1;
    }

    @Override
    public void step(double[] state, double[] input, double[] next) {
      if (input[0] < 0) {
        throw new IllegalStateException("below 0");
      }
      next[0] = 2 * state[0] + input[0];
    }
  }

  private static Rows rows(Feed feed) {
    return new Rows(feed.sources(), feed.program().isIdentity() ? null : feed.program());
  }

  @Test
  void anyCutOfTheStepsGivesTheStatesAndOutputsOfTheNetwork(@TempDir Path folder) {
    Path file = new LayersFixture("lstm", 2, false, true, SEED).write(folder, false);
    NetworkModel model =
        ModelFile.readLayers(file.toString(), Precision.DOUBLE, new Configuration(false))
            .orElseThrow();
    Network network = model.network();
    ForwardNetwork forward =
        new ForwardNetwork(
            Precision.DOUBLE,
            model.normalisation(),
            network.nodes().stream()
                .map(node -> new Node(node.initialState(), rows(node.feed()), null))
                .toList(),
            rows(network.output()));
    List<Kernel> kernels =
        network.nodes().stream()
            .<Kernel>map(node -> new ReferenceKernel(node.spec().build(), Precision.DOUBLE))
            .toList();
    double[][] raw = LayersFixture.inputs(STEPS, SEED);
    Network.Evaluation expected = network.evaluate(scaled(raw, model.normalisation()));

    for (int length : new int[] {1, 7, STEPS}) {
      NetworkWalk walk =
          new NetworkWalk(forward, StreamTimes.INDEXES, List.of("x0", "x1"), kernels);
      List<double[]> states = forward.initialStates();
      List<double[]> outputs = new ArrayList<>();
      List<double[]> last = new ArrayList<>();
      for (int from = 0; from < STEPS; from += length) {
        int to = Math.min(from + length, STEPS);
        List<InputRow> rows =
            IntStream.range(from, to).mapToObj(t -> new InputRow(t, raw[t])).toList();
        NetworkWalk.Steps steps = walk.walk("", rows, states);
        assertThat(steps.count()).isEqualTo(to - from);
        for (int step = 0; step < to - from; step++) {
          outputs.add(row(steps.outputs(), step, LayersFixture.OUTPUTS));
          last.add(row(steps.states().get(1), step, network.nodes().get(1).stateSize()));
        }
      }
      assertThat(outputs.toArray(double[][]::new)).isDeepEqualTo(expected.outputs());
      assertThat(last.toArray(double[][]::new)).isDeepEqualTo(expected.states().get(1));
      assertThat(states.get(0)).isEqualTo(expected.states().get(0)[STEPS - 1]);
    }
  }

  private static double[][] scaled(double[][] raw, Normalisation normalisation) {
    double[][] scaled = new double[raw.length][];
    for (int t = 0; t < raw.length; t++) {
      double[] row = raw[t];
      scaled[t] =
          IntStream.range(0, row.length).mapToDouble(i -> normalisation.apply(i, row[i])).toArray();
    }
    return scaled;
  }

  private static double[] row(Numbers numbers, int index, int size) {
    return IntStream.range(index * size, (index + 1) * size).mapToDouble(numbers::get).toArray();
  }

  private static NetworkWalk.Steps doubling(double value, double state) {
    ForwardNetwork forward =
        new ForwardNetwork(
            Precision.FLOAT,
            Normalisation.none(1),
            List.of(new Node(new double[1], new Rows(List.of(Feed.INPUT), null), null)),
            null);
    NetworkWalk walk =
        new NetworkWalk(
            forward,
            StreamTimes.INDEXES,
            List.of("flow"),
            List.of(new ReferenceKernel(new Doubling(), Precision.FLOAT)));
    List<InputRow> rows =
        List.of(new InputRow(41, new double[] {0}), new InputRow(42, new double[] {value}));
    return walk.walk(" x", rows, List.of(new double[] {state}));
  }

  @Test
  void valuesThatCannotBeUsedAreNamedWithColumnSeriesAndTime() {
    for (double value : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1e300}) {
      assertThatThrownBy(() -> doubling(value, 0))
          .isInstanceOf(BadInputException.class)
          .hasMessageContainingAll("\"flow\"", "series x", "time 42");
    }
  }

  @Test
  void aStateThatLeavesTheFiniteNumbersEndsTheWalk() {
    assertThatThrownBy(() -> doubling(0, 1e38))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("series x", "finite numbers at the time 42");
  }

  @Test
  void aModelThatFailsIsReportedWithTheTime() {
    assertThatThrownBy(() -> doubling(-1, 0)).hasMessageContainingAll("at the time 42", "below 0");
  }

  @Test
  void withoutAnOutputThereIsNone() {
    assertThat(doubling(3, 2).outputs()).isNull();
    assertThat(row(doubling(3, 2).states().get(0), 0, 2)).containsExactly(4, 11);
  }
}

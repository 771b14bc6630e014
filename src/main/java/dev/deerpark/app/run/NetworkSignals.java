// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.base.OpenResources;
import dev.deerpark.io.job.NonFiniteOutputs;
import dev.deerpark.io.table.LoadedSeries;
import dev.deerpark.io.trajectory.NetworkRows;
import dev.deerpark.network.Feed;
import dev.deerpark.network.Network;
import dev.deerpark.network.Node;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.settings.OutputSettings;
import dev.deerpark.settings.OutputSettings.Emit;
import dev.deerpark.spark.KeptStates;
import dev.deerpark.spark.Recut;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;

/**
 * What passes between the nodes of a network: the input, and the states of the nodes that have been
 * solved, as blocks on the executors. Closing it frees their memory.
 */
public final class NetworkSignals implements AutoCloseable {
  private final NetworkRun run;
  private final List<KeptStates> kept = new ArrayList<>();
  private final Network network;

  /** The input, then the states of each solved node, in the run's layout. */
  private final List<JavaRDD<InputBlock>> signals = new ArrayList<>();

  public NetworkSignals(NetworkRun run, LoadedSeries series) {
    this.run = run;
    this.network = run.model().network();
    signals.add(series.blocks());
  }

  /**
   * The inputs of the next node, in its own layout, persisted.
   *
   * @return closing it frees their memory
   */
  public Fed next() {
    Node node = run.node(solved());
    Feed feed = node.feed();
    JavaRDD<InputBlock> fed =
        beside(feed.sources().stream().map(source -> signals.get(source - Feed.INPUT)))
            .map(feed::apply);
    return new Fed(
        Recut.of(fed, run.layout(), run.nodes().get(solved()).layout(), node.reversed())
            .setName("inputs of " + node.name())
            .persist(StorageLevel.MEMORY_AND_DISK()));
  }

  /**
   * The inputs of a node.
   *
   * @param blocks in the node's layout
   */
  public record Fed(JavaRDD<InputBlock> blocks) implements AutoCloseable {
    @Override
    public void close() {
      blocks.unpersist(false);
    }
  }

  /**
   * Room for the states of the next node, to be filled before they are {@linkplain #take taken}.
   */
  public KeptStates room() {
    int index = solved();
    KeptStates room =
        new KeptStates(run.nodes().get(index).layout(), "states of " + run.node(index).name());
    kept.add(room);
    return room;
  }

  private int solved() {
    return signals.size() - 1;
  }

  /**
   * The signals before a node that it reads, or a node after it, or the result.
   *
   * @param node up to the number of nodes, for what the result alone reads
   * @param output which columns the result has
   * @return numbers as in {@link Feed#sources}, in ascending order
   */
  static SortedSet<Integer> kept(Network network, int node, OutputSettings output) {
    SortedSet<Integer> kept = new TreeSet<>();
    int nodes = network.nodes().size();
    for (Node later : network.nodes().subList(node, nodes)) {
      kept.addAll(later.feed().sources());
    }
    if (output.emit().contains(Emit.OUTPUTS)) {
      kept.addAll(network.output().sources());
    }
    if (output.emit().contains(Emit.STATES)) {
      IntStream.range(0, nodes).forEach(kept::add);
    }
    return kept.headSet(node);
  }

  /** Takes the states of the next node, and frees those that nothing reads any more. */
  public void take(KeptStates states) {
    int index = solved();
    signals.add(
        Recut.of(
            states.blocks(),
            run.nodes().get(index).layout(),
            run.layout(),
            run.node(index).reversed()));
    SortedSet<Integer> read = kept(network, solved(), run.settings().output());
    IntStream.range(0, solved())
        .filter(node -> !read.contains(node))
        .forEach(node -> kept.get(node).close());
  }

  /**
   * The rows of the result, once all nodes have been solved.
   *
   * @param nonFinite looks at their outputs, registered with Spark
   */
  public JavaRDD<InternalRow> rows(NonFiniteOutputs nonFinite) {
    SortedSet<Integer> read = kept(network, solved(), run.settings().output());
    List<Integer> widths =
        IntStream.range(Feed.INPUT, solved())
            .mapToObj(source -> read.contains(source) ? width(source) : 0)
            .toList();
    return beside(read.stream().map(source -> signals.get(source - Feed.INPUT)))
        .mapPartitions(
            new NetworkRows(
                run.schema(),
                run.source().timeline(),
                run.settings().output().every(),
                widths,
                network.output(),
                nonFinite));
  }

  private int width(int source) {
    return source == Feed.INPUT ? network.inputSize() : network.nodes().get(source).stateSize();
  }

  /** Signals side by side, block by block. */
  private static JavaRDD<InputBlock> beside(Stream<JavaRDD<InputBlock>> signals) {
    List<JavaRDD<InputBlock>> all = signals.toList();
    JavaRDD<InputBlock> beside = all.get(0);
    for (JavaRDD<InputBlock> other : all.subList(1, all.size())) {
      beside = beside.zip(other).map(pair -> pair._1().beside(pair._2()));
    }
    return beside;
  }

  @Override
  public void close() {
    OpenResources.closeAll(kept, KeptStates::close);
  }
}

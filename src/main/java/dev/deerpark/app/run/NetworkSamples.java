// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.base.Numbers;
import dev.deerpark.engine.LocalEngine;
import dev.deerpark.network.Feed;
import dev.deerpark.network.Network;
import dev.deerpark.network.Node;
import dev.deerpark.plan.probe.Samples;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Samples of what the nodes of a network get: a sample of the series goes in order through all
 * nodes before, so that each is probed with inputs of its own. Samples are kept, because nodes ask
 * for the same ones.
 */
final class NetworkSamples {
  private final Network network;
  private final Samples series;
  private final long length;

  /** The runs of the nodes that were planned. */
  private final List<Run> runs = new ArrayList<>();

  private final Map<Place, List<InputBlock>> kept = new HashMap<>();

  private record Place(long firstStep, int steps) {}

  /**
   * @param series reads the network's own inputs
   * @param length steps of the series
   */
  NetworkSamples(Network network, Samples series, long length) {
    this.network = network;
    this.series = series;
    this.length = length;
  }

  /** The next node was planned. */
  void planned(Run run) {
    runs.add(run);
  }

  /** Samples for the node after those that were planned, in the order in which it walks. */
  Samples ofNext() {
    Node node = network.nodes().get(runs.size());
    return (firstStep, steps) -> {
      long first = node.reversed() ? length - firstStep - steps : firstStep;
      InputBlock fed = fed(node, through(new Place(first, steps)));
      return fed.at(InputBlock.OF_NO_LAYOUT, firstStep);
    };
  }

  /** The input of a sample and the states of all planned nodes, in the order of time. */
  private List<InputBlock> through(Place place) {
    List<InputBlock> samples = kept.computeIfAbsent(place, unknown -> new ArrayList<>());
    if (samples.isEmpty()) {
      samples.add(series.of(place.firstStep(), place.steps()));
    }
    for (int node = samples.size() - 1; node < runs.size(); node++) {
      samples.add(walked(runs.get(node), network.nodes().get(node), samples));
    }
    return samples;
  }

  /** A sample of a node's inputs, in the order in which it walks. */
  private static InputBlock fed(Node node, List<InputBlock> samples) {
    InputBlock beside =
        node.feed().sources().stream()
            .map(source -> samples.get(source - Feed.INPUT))
            .reduce(InputBlock::beside)
            .orElseThrow();
    InputBlock fed = node.feed().apply(beside);
    return node.reversed() ? fed.backwards() : fed;
  }

  /** The states of a node along a sample, in the order of time. */
  private static InputBlock walked(Run run, Node node, List<InputBlock> samples) {
    InputBlock fed = fed(node, samples);
    InputBlock whole = fed.at(0, 0);
    Layout layout = new Layout(0, fed.steps(), fed.steps(), 1, 1, 2);
    int width = node.stateSize();
    Numbers numbers =
        run.plan().rule().precision().allocate(Math.multiplyExact(fed.steps(), width));
    try (LocalEngine engine =
        new LocalEngine(
            layout, run.plan().rule(), run.kernels().openForProbe(), List.of(whole), run.start())) {
      engine.walkInOrder();
      List<double[]> states = engine.states();
      for (int i = 0; i < states.size() * width; i++) {
        numbers.set(i, states.get(i / width)[i % width]);
      }
    }
    InputBlock walked = fed.of(width, numbers);
    return node.reversed() ? walked.backwards() : walked;
  }
}

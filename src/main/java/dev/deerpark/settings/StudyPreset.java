// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import java.util.List;
import java.util.stream.IntStream;

/** Grids to begin with. What other options say takes precedence. */
enum StudyPreset {
  /** What a person should run first. */
  THIS_CLUSTER(
      List.of("gru:D=32"),
      List.of(100_000L, 300_000L, 1_000_000L),
      List.of("auto", "shooting", "quasi-deer", "sequential")),

  /**
   * Gonzalez et al. (NeurIPS 2024, arXiv 2407.19115), figure 2: untrained GRUs over standard normal
   * inputs, of which ours take two.
   */
  ELK_FIGURE_2(
      List.of("gru:D=8", "gru:D=16", "gru:D=32", "gru:D=64"),
      List.of(30_000L, 100_000L, 300_000L, 1_000_000L),
      List.of("sequential", "deer", "quasi-deer")),

  /** The same paper, figure 4: a trained autoregressive network, which has to be named. */
  ELK_FIGURE_4(List.of(), List.of(10_000L), List.of("deer", "quasi-deer", "elk", "quasi-elk")),

  /**
   * Gonzalez et al. (NeurIPS 2025, arXiv 2508.16817), figure 2: mean-field networks of growing
   * gain, the last of which are chaotic. Those take up to an iteration for each step, so the series
   * are short.
   */
  PREDICTABILITY(
      IntStream.rangeClosed(3, 12)
          .mapToObj(fifths -> "mean-field:D=32:gain=" + fifths / 5.0)
          .toList(),
      List.of(250L, 500L, 1000L),
      List.of("deer"));

  private final List<String> networks;
  private final List<Long> lengths;
  private final List<String> methods;

  StudyPreset(List<String> networks, List<Long> lengths, List<String> methods) {
    this.networks = networks;
    this.lengths = lengths;
    this.methods = methods;
  }

  /** Empty where a model has to be named. */
  List<GeneratedNetwork> networks() {
    return networks.stream().map(GeneratedNetwork::parse).toList();
  }

  List<Long> lengths() {
    return lengths;
  }

  List<String> methods() {
    return methods;
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** How an evaluation went. {@link #json} has every figure; the others are those most asked for. */
public final class EvaluationReport {
  private final String json;
  private final JsonNode root;

  /**
   * @param json the content of a {@code report.json}
   */
  EvaluationReport(String json) {
    this.json = json;
    try {
      this.root = new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The outcome's name, such as {@code CONVERGED} or {@code MAX_ITERATIONS}. */
  public String outcome() {
    return root.path("outcome").asText();
  }

  /** The same as a sentence. */
  public String sentence() {
    return root.path("outcomeSentence").asText();
  }

  /** What its user should know, though it stopped nothing. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    root.path("warnings").forEach(warning -> warnings.add(warning.asText()));
    return List.copyOf(warnings);
  }

  /** The residual of the states; of a network, the largest of its nodes. */
  public OptionalDouble residual() {
    return figures("residual").max();
  }

  /** Evaluations of the recurrence over the steps of the series; of a network, of all nodes. */
  public double passes() {
    return figures("passes").sum();
  }

  private DoubleStream figures(String name) {
    List<JsonNode> runs = new ArrayList<>();
    runs.add(root);
    root.path("nodes").forEach(runs::add);
    return runs.stream()
        .map(run -> run.path(name))
        .filter(JsonNode::isNumber)
        .mapToDouble(JsonNode::asDouble);
  }

  /** All of it, as in {@code report.json}. */
  public String json() {
    return json;
  }

  @Override
  public String toString() {
    return sentence();
  }
}

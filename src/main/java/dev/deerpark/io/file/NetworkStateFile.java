// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * The states of all recurrences of a network at one time, as a JSON file: where a run ends, and
 * where one of the following series may begin.
 *
 * <p>Format: {@code {"format": "deerpark-network-state", "version": 1, "time": 9, "model": "...",
 * "states": {"layer0": [0.5, -1.0], "layer1": [0.25]}}}; those of a run that did not converge have
 * {@code "converged": false} besides.
 *
 * @param time the time of the states, whose input they have consumed: a whole number, or ISO 8601
 * @param model the digest of the network that they belong to
 * @param states {@code [D]} by the name of the node, finite; shared, not copied
 * @param converged whether the run that ended in them did, in all recurrences
 */
public record NetworkStateFile(
    String time, String model, Map<String, double[]> states, boolean converged) {
  static final String FORMAT = "deerpark-network-state";
  private static final int VERSION = 1;
  private static final List<String> FIELDS =
      List.of("format", "version", "time", "model", "states", StateFile.CONVERGED);

  /**
   * @throws IllegalArgumentException if a number is not finite
   */
  public NetworkStateFile {
    if (!states.values().stream().flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("states that are not finite");
    }
  }

  /** States that are the loop's, such as those of a run that converged. */
  public NetworkStateFile(String time, String model, Map<String, double[]> states) {
    this(time, model, states, true);
  }

  /**
   * These states as a file that is not written yet.
   *
   * @param overwrite whether a file that exists is replaced
   * @throws dev.deerpark.base.BadInputException if the path cannot be understood or its file system
   *     not be reached
   */
  public ProvisionalFile at(String path, boolean overwrite, Configuration hadoop) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = mapper.createObjectNode();
    json.put("format", FORMAT).put("version", VERSION);
    StateFile.putTime(json, time);
    json.put("model", model);
    json.set("states", mapper.valueToTree(states));
    StateFile.putConverged(json, converged);
    return StateFile.provisional(json, path, overwrite, hadoop);
  }

  /**
   * Reads states.
   *
   * @param sizes of the states, by the name of the node
   * @throws dev.deerpark.base.BadInputException if the file cannot be read, is none of a network's
   *     states, has other nodes or sizes, or has a number that is not finite
   */
  public static NetworkStateFile read(
      String path, Map<String, Integer> sizes, Configuration hadoop) {
    JsonObject json = StateFile.object(path, hadoop);
    if (!StateFile.isOf(json, FORMAT)) {
      throw json.refused(
          "format", "is not " + FORMAT + "; give a file that --final-state wrote for this network");
    }
    json.integer("version", VERSION, VERSION);
    json.refuseOthers(FIELDS);
    JsonObject given =
        json.object("states").orElseThrow(() -> json.refused("states", "is missing"));
    given.refuseOthers(sizes.keySet());
    Map<String, double[]> states = new LinkedHashMap<>();
    sizes.forEach((node, size) -> states.put(node, state(given, node, size)));
    return new NetworkStateFile(
        StateFile.time(json), json.text("model"), states, StateFile.converged(json));
  }

  private static double[] state(JsonObject given, String node, int size) {
    if (!given.has(node)) {
      throw given.refused(node, "is missing; give the states of all nodes of the same network");
    }
    double[] state = given.numbers(node);
    if (state.length != size) {
      throw given.refused(
          node,
          "has "
              + state.length
              + " numbers but the node's state has "
              + size
              + "; give states of the same network");
    }
    return state;
  }
}

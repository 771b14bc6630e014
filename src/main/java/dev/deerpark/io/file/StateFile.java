// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deerpark.base.BadInputException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * A state on disk, from which a later run continues. Numbers are written so that they read back to
 * the same bits:
 *
 * <pre>
 *   {"format": "deerpark-state", "version": 1, "time": 107999, "model": "3f0a...", "state": [0.1]}
 * </pre>
 *
 * <p>That of a run that did not converge has {@code "converged": false} besides.
 *
 * @param time the time of the state, whose input it has consumed: a whole number, or ISO 8601
 * @param model the digest of the model that it belongs to
 * @param state {@code [D]}, finite; shared, not copied
 * @param converged whether the run that ended in it did
 */
public record StateFile(String time, String model, double[] state, boolean converged) {
  /** The field that only states of runs that did not converge have. */
  static final String CONVERGED = "converged";

  private static final String FORMAT = "deerpark-state";
  private static final int VERSION = 1;
  private static final int LARGEST = 1 << 26;
  private static final List<String> FIELDS =
      List.of("format", "version", "time", "model", "state", CONVERGED);

  /**
   * @throws IllegalArgumentException if a number is not finite
   */
  public StateFile {
    if (!Arrays.stream(state).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("a state that is not finite: " + Arrays.toString(state));
    }
  }

  /** A state that is the loop's, such as that of a run that converged. */
  public StateFile(String time, String model, double[] state) {
    this(time, model, state, true);
  }

  /**
   * This state as a file that is not written yet.
   *
   * @param overwrite whether a file that exists is replaced
   * @throws BadInputException if the path cannot be understood or its file system not be reached
   */
  public ProvisionalFile at(String path, boolean overwrite, Configuration hadoop) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = mapper.createObjectNode();
    json.put("format", FORMAT).put("version", VERSION);
    putTime(json, time);
    json.put("model", model);
    json.set("state", mapper.valueToTree(state));
    putConverged(json, converged);
    return provisional(json, path, overwrite, hadoop);
  }

  /** A tree of numbers and texts as a file that is not written yet. */
  static ProvisionalFile provisional(
      ObjectNode json, String path, boolean overwrite, Configuration hadoop) {
    try {
      return new ProvisionalFile(
          WholeFile.at(path, hadoop), new ObjectMapper().writeValueAsBytes(json), overwrite);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers and texts is always JSON", e);
    }
  }

  /**
   * Reads a state.
   *
   * @param size the state size that the model has
   * @throws BadInputException if the file cannot be read, is not a state file, has another size, or
   *     has a number that is not finite
   */
  public static StateFile read(String path, int size, Configuration hadoop) {
    JsonObject json = object(path, hadoop);
    if (!isOf(json, FORMAT)) {
      throw json.refused("format", "is not " + FORMAT + "; give a file that --final-state wrote");
    }
    json.integer("version", VERSION, VERSION);
    json.refuseOthers(FIELDS);
    double[] state = json.numbers("state");
    if (state.length != size) {
      throw json.refused(
          "state",
          "has "
              + state.length
              + " numbers but the model's state has "
              + size
              + "; give a state of the same model");
    }
    return new StateFile(time(json), json.text("model"), state, converged(json));
  }

  /** Nothing is put where it is true, as it mostly is. */
  static void putConverged(ObjectNode json, boolean converged) {
    if (!converged) {
      json.put(CONVERGED, false);
    }
  }

  /** What was put by {@link #putConverged}. */
  static boolean converged(JsonObject json) {
    return !json.has(CONVERGED) || json.flag(CONVERGED);
  }

  /** A time, as a number where it is one. */
  static void putTime(ObjectNode json, String time) {
    if (isNumber(time)) {
      json.put("time", Long.parseLong(time));
    } else {
      json.put("time", time);
    }
  }

  private static boolean isNumber(String time) {
    return time.matches("-?\\d{1,19}");
  }

  /** A time that was put by {@link #putTime}. */
  static String time(JsonObject json) {
    return json.isText("time")
        ? json.text("time")
        : Long.toString(json.integer("time", Long.MIN_VALUE, Long.MAX_VALUE));
  }

  /** Whether a file is a state, of a network too, so that a newer one may replace it. */
  public static boolean isAt(String path, Configuration hadoop) {
    try {
      JsonObject json = object(path, hadoop);
      return isOf(json, FORMAT) || isOf(json, NetworkStateFile.FORMAT);
    } catch (BadInputException other) {
      return false;
    }
  }

  static JsonObject object(String path, Configuration hadoop) {
    WholeFile file = WholeFile.at(path, hadoop);
    return JsonObject.parse(file.read(LARGEST), file.toString());
  }

  static boolean isOf(JsonObject json, String format) {
    return json.has("format") && json.text("format").equals(format);
  }
}

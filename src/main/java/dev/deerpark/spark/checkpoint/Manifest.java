// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deerpark.base.BadInputException;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a generation holds, as JSON. It is written last.
 *
 * @param format always {@link #FORMAT}
 * @param version of this format
 * @param generation the generation's name
 * @param sweeps that were made
 * @param identity what another run has to have in common with this one, to go on from here
 * @param options that were given, by their bare names, without those that hold secrets
 * @param secrets the bare names of the options that hold secrets
 * @param parts with the blocks, in order; none where a walk of the loop was interrupted
 * @param stateBytes the length of the solver's state
 * @param stateDigest its SHA-256 in hexadecimal
 */
record Manifest(
    String format,
    int version,
    String generation,
    int sweeps,
    Map<String, String> identity,
    Map<String, String> options,
    List<String> secrets,
    List<Part> parts,
    long stateBytes,
    String stateDigest) {
  static final String FORMAT = "deerpark-checkpoint";
  static final int VERSION = 2;

  /** Demands every field, since a mapper would take those that are missing for null and zero. */
  private static final ObjectMapper READER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

  /**
   * @throws NullPointerException for a null in a collection
   */
  Manifest {
    identity = Map.copyOf(identity);
    options = Map.copyOf(options);
    secrets = List.copyOf(secrets);
    parts = List.copyOf(parts);
    if (sweeps < 0 || sweeps == 0 && !parts.isEmpty()) {
      throw new IllegalArgumentException("blocks after " + sweeps + " sweeps");
    }
  }

  /**
   * A file of blocks.
   *
   * @param name in the generation's folder
   * @param firstBlock the number of the first block in it
   * @param blocks how many it holds
   * @param bytes its length
   */
  record Part(String name, int firstBlock, int blocks, long bytes) implements Serializable {}

  byte[] toJson() {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are always JSON", e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote; empty for anything else, such as a half-written file.
   *
   * @param where the name of the file, for messages
   * @throws BadInputException for a manifest of another version
   */
  static Optional<Manifest> parse(byte[] json, String where) {
    try {
      JsonNode tree = READER.readTree(json);
      if (!tree.path("format").asText().equals(FORMAT)) {
        return Optional.empty();
      }
      if (tree.path("version").asInt() != VERSION) {
        throw new BadInputException(
            where
                + " is of version "
                + tree.path("version").asText()
                + ", and this Deerpark reads version "
                + VERSION
                + ". Go on with the Deerpark that wrote it, or name another folder.");
      }
      return Optional.of(READER.treeToValue(tree, Manifest.class));
    } catch (IOException halfWritten) {
      return Optional.empty();
    }
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import java.util.Map;
import java.util.Optional;

/**
 * Which model to evaluate. Exactly one of sidecar, class name and example is present.
 *
 * @param sidecar the path of a JSON sidecar
 * @param className a class of the user's that is a model
 * @param parameters what that class is constructed with, in the order given
 * @param example a model and series that come with Deerpark
 */
public record ModelSettings(
    Optional<String> sidecar,
    Optional<String> className,
    Map<String, String> parameters,
    Optional<Example> example) {

  /** The models and series that come with Deerpark. */
  public enum Example {
    /** An electrocardiogram of five minutes and a GRU of 24 units. */
    ECG
  }

  ModelSettings withSidecar(String path) {
    return new ModelSettings(Optional.of(path), Optional.empty(), Map.of(), Optional.empty());
  }
}

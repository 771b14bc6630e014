// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.BadInputException;
import java.util.Collections;
import java.util.List;
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
    ECG,
    /** Synthetic frames and the LSTM of 128 units of a voice activity detector. */
    VOICE
  }

  ModelSettings withSidecar(String path) {
    return new ModelSettings(Optional.of(path), Optional.empty(), Map.of(), Optional.empty());
  }

  /**
   * @throws BadInputException where no model is named or more than one, or parameters without a
   *     class
   */
  static ModelSettings of(TypedValues typed) {
    if (typed.given(Option.MODEL, Option.MODEL_CLASS, Option.EXAMPLE).isEmpty()) {
      throw new BadInputException(
          "No model is named: give --model FILE, --model-class NAME or --example NAME.");
    }
    typed.requireAtMostOne(Option.MODEL, Option.MODEL_CLASS, Option.EXAMPLE);
    if (typed.isGiven(Option.MODEL_PARAM) && !typed.isGiven(Option.MODEL_CLASS)) {
      throw new BadInputException(
          typed.sourceNames(List.of(Option.MODEL_PARAM))
              + " has no --model-class to go to: add that or leave the parameter out.");
    }
    return new ModelSettings(
        typed.text(Option.MODEL),
        typed.text(Option.MODEL_CLASS),
        Collections.unmodifiableMap(typed.pairs(Option.MODEL_PARAM)),
        typed.choice(Option.EXAMPLE, Example.class));
  }
}

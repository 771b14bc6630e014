// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.BadInputException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The model to evaluate. Exactly one of sidecar, class name and example is present.
 *
 * @param sidecar the path of a JSON sidecar, or of an ONNX file
 * @param className a user's class that is a model
 * @param parameters of that class's constructor, in the order given
 * @param example a model and series that come with Deerpark
 * @param onnxFrom the tensor of an ONNX graph that takes the place of its input
 * @param onnxTo the tensor that takes the place of its output
 * @param check whether the model is tested
 */
public record ModelSettings(
    Optional<String> sidecar,
    Optional<String> className,
    Map<String, String> parameters,
    Optional<Example> example,
    Optional<String> onnxFrom,
    Optional<String> onnxTo,
    boolean check) {

  private static final String ONNX = ".onnx";

  /** The models and series that come with Deerpark. */
  public enum Example {
    /** An electrocardiogram of five minutes and a GRU of 24 units. */
    ECG,
    /** Synthetic frames and the LSTM of 128 units of a voice activity detector. */
    VOICE
  }

  /** A model that a file describes, a sidecar or an ONNX file, whole and without a test. */
  public static ModelSettings ofFile(String path) {
    return new ModelSettings(
        Optional.of(path),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  ModelSettings withSidecar(String path) {
    return ofFile(path).checked(check);
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
    requireOnnx(typed);
    return new ModelSettings(
        typed.text(Option.MODEL),
        typed.text(Option.MODEL_CLASS),
        Collections.unmodifiableMap(typed.pairs(Option.MODEL_PARAM)),
        typed.choice(Option.EXAMPLE, Example.class),
        typed.text(Option.ONNX_FROM),
        typed.text(Option.ONNX_TO),
        false);
  }

  /** The same model, with or without a test. */
  ModelSettings checked(boolean tested) {
    return new ModelSettings(sidecar, className, parameters, example, onnxFrom, onnxTo, tested);
  }

  /** The path of an ONNX file, where the model is one. */
  public Optional<String> onnx() {
    return sidecar.filter(path -> path.toLowerCase(Locale.ROOT).endsWith(ONNX));
  }

  private static void requireOnnx(TypedValues typed) {
    List<Option> cuts = typed.given(Option.ONNX_FROM, Option.ONNX_TO);
    boolean onnx =
        typed
            .text(Option.MODEL)
            .filter(path -> path.toLowerCase(Locale.ROOT).endsWith(ONNX))
            .isPresent();
    if (!cuts.isEmpty() && !onnx) {
      throw new BadInputException(
          typed.sourceNames(cuts)
              + " needs a --model that is an ONNX file, with a name that ends in .onnx: leave the"
              + " option out, or name such a file.");
    }
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings.option;

import static dev.deerpark.settings.option.OptionForm.value;

/** Options that name the model. */
public final class ModelForms {
  public static final OptionForm EXAMPLE =
      value("NAME", "name")
          .described(
              "Evaluate a model and series that come with Deerpark: ecg, 108,000 samples of an"
                  + " electrocardiogram through a trained GRU of 24 units; voice, 8,192 synthetic frames"
                  + " through the LSTM of 128 units of a voice activity detector. Sets --model, --input,"
                  + " --output and --verify full.");

  public static final OptionForm MODEL =
      value("FILE", "path")
          .described(
              "The model: a JSON sidecar, with a network's weights beside it as a safetensors or npz"
                  + " file, or a network as an ONNX file, whose name ends in .onnx.");

  public static final OptionForm ONNX_FROM =
      value("TENSOR", "name")
          .orElse("the graph's input")
          .described(
              "The tensor of an ONNX graph that takes the value columns, in place of the graph's"
                  + " input: everything before it is left out.");

  public static final OptionForm ONNX_TO =
      value("TENSOR", "name")
          .orElse("the graph's first output")
          .described(
              "The tensor of an ONNX graph that is the output, in place of the graph's own:"
                  + " everything after it is left out.");

  public static final OptionForm MODEL_CLASS =
      value("NAME", "class name")
          .described(
              "A model of your own, in place of --model: a class that implements"
                  + " dev.deerpark.recurrence.Recurrence, in a jar given by --jars.");

  public static final OptionForm MODEL_PARAM =
      value("KEY=VALUE", "pair")
          .repeatable()
          .described("A parameter for --model-class. Repeat it, or separate several by commas.");

  private ModelForms() {}
}

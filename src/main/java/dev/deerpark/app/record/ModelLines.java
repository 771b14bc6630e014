// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import dev.deerpark.app.console.Console;
import dev.deerpark.recurrence.Model;
import java.util.Locale;

/** A model of one recurrence in a few lines for people. */
public final class ModelLines {
  private final Model model;
  private final int stateSize;

  public ModelLines(Model model, int stateSize) {
    this.model = model;
    this.stateSize = stateSize;
  }

  /** What it takes and gives, and how these are scaled. */
  public void print(Console console) {
    boolean unnamed = model.columns().isEmpty() && model.valueColumns() > 0;
    line(
        console,
        "Model    %s (%s): states of %d numbers, inputs %s%s",
        model.name(),
        model.type(),
        stateSize,
        unnamed ? "of " + model.valueColumns() + ", no columns named" : model.columns(),
        model.readout().map(r -> ", outputs of " + r.outputSize()).orElse(""));
    line(console, "Scaling  %s", model.scaling());
    model.assumptions().forEach(sentence -> line(console, "         %s", sentence));
  }

  /** What it is made of, and its digest. */
  public void printSizes(Console console) {
    line(console, "Network  %s", model.spec().description());
    model.readout().ifPresent(readout -> line(console, "Output   %s", readout.description()));
    line(console, "Digest   %s (SHA-256 of the model)", model.digest());
  }

  private static void line(Console console, String format, Object... values) {
    console.line(String.format(Locale.ROOT, format, values));
  }
}

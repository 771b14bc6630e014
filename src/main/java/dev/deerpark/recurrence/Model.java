// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A recurrence with the columns it reads, their normalisation, and its output.
 *
 * @param name its name in reports
 * @param type the kind of model, such as {@code gru}
 * @param spec builds the recurrence
 * @param encoder gives the recurrence its inputs, from the normalised values; empty where those are
 *     the inputs
 * @param output the output, where there is one
 * @param columns the value columns in the order of the inputs; empty where the model file names
 *     none
 * @param normalisation of those columns
 * @param initialState {@code [D]}: the state before the first step where the model file gives one,
 *     in place of the recurrence's own; not modified
 * @param assumptions what the model file leaves open and how it is interpreted, one sentence each
 * @param digest SHA-256 of the files or the text that defines the model, in hexadecimal
 */
public record Model(
    String name,
    String type,
    RecurrenceSpec spec,
    Optional<RowFunction> encoder,
    Optional<ModelOutput> output,
    List<String> columns,
    Normalisation normalisation,
    Optional<double[]> initialState,
    List<String> assumptions,
    String digest) {

  public Model {
    columns = List.copyOf(columns);
    assumptions = List.copyOf(assumptions);
  }

  /**
   * A model that is a recurrence and nothing else.
   *
   * @param inputs the recurrence's I
   */
  public static Model of(String name, String type, RecurrenceSpec spec, int inputs, String digest) {
    return new Model(
        name,
        type,
        spec,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Normalisation.none(inputs),
        Optional.empty(),
        List.of(),
        digest);
  }

  /** The number of value columns. */
  public int valueColumns() {
    return normalisation.mean().length;
  }

  /** The readout in the units of the output, where there is one. */
  public Optional<RowFunction> readout() {
    return output.map(ModelOutput::readout);
  }

  /** This model with other columns. */
  public Model withColumns(List<String> others) {
    return new Model(
        name,
        type,
        spec,
        encoder,
        output,
        others,
        normalisation,
        initialState,
        assumptions,
        digest);
  }

  /** This model with its output in these units. */
  public Model withOutput(ModelOutput other) {
    return new Model(
        name,
        type,
        spec,
        encoder,
        Optional.of(other),
        columns,
        normalisation,
        initialState,
        assumptions,
        digest);
  }

  /** This model with one more sentence among its assumptions. */
  public Model assuming(String sentence) {
    List<String> more = Stream.concat(assumptions.stream(), Stream.of(sentence)).toList();
    return new Model(
        name, type, spec, encoder, output, columns, normalisation, initialState, more, digest);
  }

  /** How inputs and outputs are scaled, for people. */
  public String scaling() {
    return normalisation.scaling() + output.map(given -> ", " + given.scaling()).orElse("");
  }
}

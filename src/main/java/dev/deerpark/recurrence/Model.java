// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import java.util.List;
import java.util.Optional;

/**
 * A recurrence with what surrounds it: the columns it reads, their normalisation, and its output.
 *
 * @param name what reports call it
 * @param type what kind of model it is, such as {@code gru}
 * @param spec builds the recurrence
 * @param readout the linear output, where there is one
 * @param columns the value columns in the order of the inputs; empty where the model file names
 *     none
 * @param normalisation of those columns
 * @param digest SHA-256 of the files or words that define the model, in hexadecimal
 */
public record Model(
    String name,
    String type,
    RecurrenceSpec spec,
    Optional<Readout> readout,
    List<String> columns,
    Normalisation normalisation,
    String digest) {

  public Model {
    columns = List.copyOf(columns);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.io.file.Provisional;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A series that was solved and verified, with its rows still to be walked.
 *
 * @param open what the rows are walked from
 * @param good whether the rows may be used
 * @param finalState makes the file of the last state, where it is wanted
 * @param ending says the last words: from the place of the result, if there is one, the exit status
 */
record SolvedSeries(
    OpenResult open,
    boolean good,
    Supplier<Optional<Provisional>> finalState,
    Function<Optional<String>, ExitStatus> ending)
    implements AutoCloseable {

  @Override
  public void close() {
    open.close();
  }
}

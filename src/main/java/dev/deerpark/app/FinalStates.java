// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.run.NetworkRun;
import dev.deerpark.app.run.Run;
import dev.deerpark.base.Names;
import dev.deerpark.io.file.NetworkStateFile;
import dev.deerpark.io.file.Provisional;
import dev.deerpark.io.file.StateFile;
import dev.deerpark.io.table.series.StateTable;
import dev.deerpark.io.trajectory.StatesFolder;
import dev.deerpark.linear.Dense;
import dev.deerpark.settings.OutputSettings;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;

/**
 * The files of last states, where they are wanted; single ones only where they are finite.
 *
 * @param console is warned where they are not finite
 */
record FinalStates(OutputSettings output, Configuration hadoop, Console console) {

  /**
   * That of one recurrence, or those of many series.
   *
   * @param end {@code [D]}: the last state
   * @param converged whether the run did
   */
  Optional<Provisional> of(OpenRun open, double[] end, boolean converged) {
    Run run = open.run();
    if (run.source().timeline().isOfSeries()) {
      return output.finalState().map(path -> ofSeries(open.lastStates(converged), path));
    }
    return wanted(List.of(end))
        .map(
            path ->
                new StateFile(
                        run.source().timeline().lastIsoText(),
                        run.subject().model().digest(),
                        end,
                        converged)
                    .at(path, output.overwrite(), hadoop));
  }

  /** Other series can go on from their states, so those that are not finite are among them. */
  private Provisional ofSeries(Dataset<Row> states, String path) {
    Column series = states.col("`" + states.columns()[0].replace("`", "``") + "`");
    Column isOdd = not(StateTable.IS_FINITE);
    Observation odd = new Observation();
    Dataset<Row> observed =
        states.observe(odd, count(when(isOdd, 1)).as("odd"), min(when(isOdd, series)).as("first"));
    Provisional folder = StatesFolder.stage(observed, path, output.overwrite());
    Map<String, Object> seen = seen(odd);
    long count = (Long) seen.get("odd");
    if (count > 0) {
      console.warning(
          String.format(
              Locale.ROOT,
              "The last states of %,d series are not finite; the first is series \"%s\". No run"
                  + " goes on from %s as long as it has them.",
              count,
              Names.cut(seen.get("first").toString()),
              path));
    }
    return folder;
  }

  private static Map<String, Object> seen(Observation observation) {
    try {
      return observation.getAsJava();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The run was told to end.", ended);
    }
  }

  /**
   * Those of a network.
   *
   * @param ends {@code [D]} of each node, by its name
   * @param converged whether the run did, in all nodes
   */
  Optional<Provisional> of(NetworkRun run, Map<String, double[]> ends, boolean converged) {
    return wanted(ends.values())
        .map(
            path ->
                new NetworkStateFile(run.lastTime(), run.model().digest(), ends, converged)
                    .at(path, output.overwrite(), hadoop));
  }

  private Optional<String> wanted(Collection<double[]> ends) {
    Optional<String> path = output.finalState();
    if (path.isPresent() && !ends.stream().allMatch(Dense::isFinite)) {
      console.warning(
          (ends.size() == 1 ? "The last state is" : "The last states are")
              + " not finite, so "
              + path.get()
              + " was not written.");
      return Optional.empty();
    }
    return path;
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.run.NetworkRun;
import dev.deerpark.app.run.Run;
import dev.deerpark.io.file.NetworkStateFile;
import dev.deerpark.io.file.Provisional;
import dev.deerpark.io.file.StateFile;
import dev.deerpark.io.trajectory.StatesFolder;
import dev.deerpark.linear.Dense;
import dev.deerpark.settings.OutputSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * The files of last states, where they are wanted and finite.
 *
 * @param console is warned where they are not finite
 */
record FinalStates(OutputSettings output, Configuration hadoop, Console console) {

  /**
   * That of one recurrence, or those of many series.
   *
   * @param end {@code [D]}: the last state
   */
  Optional<Provisional> of(OpenRun open, double[] end) {
    Run run = open.run();
    if (run.source().timeline().isOfSeries()) {
      return output
          .finalState()
          .map(path -> StatesFolder.stage(open.lastStates(), path, output.overwrite()));
    }
    return wanted(List.of(end))
        .map(
            path ->
                new StateFile(
                        run.source().timeline().lastIsoText(), run.subject().model().digest(), end)
                    .at(path, output.overwrite(), hadoop));
  }

  /**
   * Those of a network.
   *
   * @param ends {@code [D]} of each node, by its name
   */
  Optional<Provisional> of(NetworkRun run, Map<String, double[]> ends) {
    return wanted(ends.values())
        .map(
            path ->
                new NetworkStateFile(run.lastTime(), run.model().digest(), ends)
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

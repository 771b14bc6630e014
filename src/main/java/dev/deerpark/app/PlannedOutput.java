// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.app.run.SeriesInput;
import dev.deerpark.io.trajectory.OutputTarget;
import dev.deerpark.io.trajectory.ResultForm;
import dev.deerpark.io.trajectory.TableTarget;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.OutputSettings;
import dev.deerpark.settings.OutputSettings.Mode;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The folder or table of a run that is only planned, checked as the run would check it. Nothing is
 * written there.
 */
final class PlannedOutput {
  private final SparkSession spark;
  private final EvaluateSettings settings;
  private final Configuration hadoop;
  private Optional<OutputTarget> folder = Optional.empty();
  private Optional<TableTarget> table = Optional.empty();

  PlannedOutput(SparkSession spark, EvaluateSettings settings) {
    this.spark = spark;
    this.settings = settings;
    this.hadoop = spark.sparkContext().hadoopConfiguration();
  }

  /**
   * Checks the places as far as they are known without the series.
   *
   * @return why the run would do nothing, where it would
   * @throws dev.deerpark.base.BadInputException where the run would be refused
   */
  Optional<String> checkPlaces() {
    OutputSettings output = settings.output();
    output.requireReportBesideTable();
    if (output.mode() == Mode.SKIP && output.path().isPresent()) {
      String path = output.path().get();
      if (OutputTarget.exists(hadoop, path)) {
        return Optional.of("the output " + path + " exists, and --mode skip leaves it alone");
      }
    }
    OutputPlaces places = new OutputPlaces(settings, hadoop);
    folder = output.path().map(path -> places.check());
    table =
        output
            .table()
            .map(name -> new TableTarget(spark, name, output.mode(), ResultForm.of(output)));
    if (table.isPresent()) {
      output.reportPath().ifPresent(places::checkReport);
      places.checkFinalState();
    }
    return table
        .filter(TableTarget::isSkipped)
        .map(
            name ->
                "the table " + output.table().get() + " exists, and --mode skip leaves it alone");
  }

  /**
   * @throws dev.deerpark.base.BadInputException where the run would write what it reads
   */
  void requireOther(SeriesInput input) {
    new OutputPlaces(settings, hadoop).requireApart(input.folders());
    folder.ifPresent(target -> target.requireApart(hadoop, input.folders()));
    table.ifPresent(target -> input.rows().ifPresent(target::requireOther));
  }

  /**
   * @param type of the rows of the result
   * @throws dev.deerpark.base.BadInputException where a table cannot have them
   */
  void check(StructType type) {
    table.ifPresent(target -> target.check(type));
  }
}

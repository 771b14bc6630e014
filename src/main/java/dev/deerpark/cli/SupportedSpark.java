// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import dev.deerpark.base.BadInputException;
import dev.deerpark.report.Versions;

/**
 * A version of Spark. A build of Deerpark runs on the releases of one minor version, such as 4.2:
 * between these Spark changes signatures that compiled code has in it.
 *
 * @param version such as 4.2.0
 */
record SupportedSpark(String version) {

  /** The one that this build is for. */
  static SupportedSpark built() {
    return new SupportedSpark(Versions.built().spark());
  }

  /** The one that runs. */
  static SupportedSpark current() {
    return new SupportedSpark(Versions.current().spark());
  }

  /** Such as 4.2. */
  String minor() {
    int dot = version.indexOf('.', version.indexOf('.') + 1);
    return dot < 0 ? version : version.substring(0, dot);
  }

  /**
   * @throws BadInputException where this build is for another version
   */
  void requireBuilt() {
    if (!minor().equals(built().minor())) {
      throw new BadInputException(
          "This is Spark "
              + version
              + ", and this build of Deerpark is for Spark "
              + built().minor()
              + ". Give SPARK_HOME an installation of that version; a build for Spark 4.1 comes by mvn"
              + " package -Pspark-4.1, and earlier versions are not supported.");
    }
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import static scala.util.Properties.versionNumberString;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.spark.SparkBuildInfo;

/**
 * The versions of the software in a run.
 *
 * @param deerpark this project's version
 * @param spark Apache Spark's
 * @param scala the Scala library's
 * @param java the Java runtime's, with its vendor
 * @param os the operating system's name, release and architecture
 */
public record Versions(String deerpark, String spark, String scala, String java, String os) {

  /** The versions of this process. */
  public static Versions current() {
    return of(SparkBuildInfo.spark_version(), versionNumberString());
  }

  /** The versions that it was built with, known without starting Spark. */
  public static Versions built() {
    return of(built("spark"), built("scala"));
  }

  private static Versions of(String spark, String scala) {
    return new Versions(
        built("version"),
        spark,
        scala,
        property("java.runtime.version") + " (" + property("java.vendor") + ")",
        property("os.name") + " " + property("os.version") + " " + property("os.arch"));
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  // From a resource that the build fills in: unlike the jar's manifest, it also exists in tests.
  private static String built(String name) {
    Properties properties = new Properties();
    try (InputStream resource = Versions.class.getResourceAsStream("version.properties")) {
      properties.load(resource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty(name);
  }

  /** {@code Deerpark 1.0, Spark 4.2.0, ...} on one line. */
  @Override
  public String toString() {
    return "Deerpark "
        + deerpark
        + ", Spark "
        + spark
        + ", Scala "
        + scala
        + ", Java "
        + java
        + ", "
        + os;
  }
}

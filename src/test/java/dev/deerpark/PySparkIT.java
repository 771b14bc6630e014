// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Python module, on PySpark of the same version as our Spark: that of {@code python3}, or of
 * the interpreter that the environment variable DEERPARK_PYTHON names. Without it, skipped.
 */
class PySparkIT {
  private static final String PYTHON =
      Objects.requireNonNullElse(System.getenv("DEERPARK_PYTHON"), "python3");

  @TempDir static Path folder;

  @BeforeAll
  static void findPySpark() throws Exception {
    String found = version();
    String wanted = org.apache.spark.package$.MODULE$.SPARK_VERSION();
    assumeTrue(
        found.equals(wanted),
        "deerpark.py is NOT tested: "
            + PYTHON
            + " has no PySpark "
            + wanted
            + (found.isEmpty() ? "" : ", but " + found)
            + "; DEERPARK_PYTHON names another interpreter");
  }

  private static String version() throws Exception {
    try {
      return run("-c", "import pyspark; print(pyspark.__version__)").output.strip();
    } catch (IOException noPython) {
      return "";
    }
  }

  private record Ended(int status, String output) {}

  private static Ended run(String... words) throws Exception {
    List<String> command = Stream.concat(Stream.of(PYTHON), Stream.of(words)).toList();
    File output = folder.resolve("output").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(output);
    Map<String, String> environment = builder.environment();
    environment.remove("SPARK_HOME");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("DEERPARK_CLASSPATH", classPath());
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    builder.redirectErrorStream(words[0].endsWith(".py"));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(15, TimeUnit.MINUTES)).as("%s ended", command).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(output.toPath(), StandardCharsets.UTF_8);
    return new Ended(
        process.exitValue(), process.exitValue() == 0 || words[0].endsWith(".py") ? text : "");
  }

  /** Deerpark, with what Spark does not bring. */
  private static String classPath() throws IOException {
    String all = Files.readString(Path.of("target", "spark.classpath"));
    return Stream.concat(
            Stream.of(Path.of("target", "classes").toAbsolutePath().toString()),
            Stream.of(all.strip().split(File.pathSeparator)).filter(jar -> jar.contains("lwjgl")))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void theModuleEvaluatesDataFramesOfPySpark() throws Exception {
    Ended ended = run(Path.of("src", "test", "python", "test_deerpark.py").toString());
    assertThat(ended.status).as(ended.output).isZero();
    assertThat(ended.output).contains("Ran 6 tests");
  }
}

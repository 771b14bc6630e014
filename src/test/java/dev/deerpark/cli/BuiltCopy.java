// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A copy of the project that is built, with a spark-submit in place of Spark's, which writes down
 * its words and plays the driver.
 *
 * @param folder of the copy
 */
record BuiltCopy(Path folder) {
  private static final Path SCRIPTS = Path.of("submit");

  /** What a script left. */
  record Answer(int code, String said, List<String> words) {

    /** The values of {@code --conf}. */
    List<String> configuration() {
      return Stream.iterate(0, at -> at < words.size(), at -> at + 1)
          .filter(at -> words.get(at).equals("--conf"))
          .map(at -> words.get(at + 1))
          .toList();
    }
  }

  static BuiltCopy in(Path folder) throws IOException {
    BuiltCopy copy = new BuiltCopy(folder);
    Files.createDirectories(folder.resolve("src/main"));
    Files.createDirectories(folder.resolve("target"));
    Files.createDirectories(folder.resolve(SCRIPTS));
    Files.writeString(folder.resolve("pom.xml"), "");
    Files.writeString(folder.resolve("target/spark.classpath"), "none");
    try (Stream<Path> scripts = Files.list(SCRIPTS)) {
      for (Path script : scripts.toList()) {
        Files.copy(script, folder.resolve(script));
      }
    }
    writeJar(copy.jar());
    Files.createDirectories(copy.spark().resolve("jars"));
    Files.writeString(
        copy.spark().resolve("jars/spark-core_2.13-" + SupportedSpark.built().version() + ".jar"),
        "");
    copy.sparkSubmitDoes("exit 1");
    return copy;
  }

  Path spark() {
    return folder.resolve("spark");
  }

  Path jar() {
    return folder.resolve("target/deerpark-1-submit.jar");
  }

  Path script(String name) {
    return folder.resolve(SCRIPTS).resolve(name);
  }

  /** A jar of the classes that this test runs with. */
  private static void writeJar(Path path) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" ")));
    try (OutputStream out = Files.newOutputStream(path)) {
      new JarOutputStream(out, manifest).close();
    }
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(60)));
  }

  /** Has spark-submit write its words into a file, each ended by a zero byte, and then do this. */
  void sparkSubmitDoes(String then) throws IOException {
    writeProgram(
        spark().resolve("bin/spark-submit"),
        "printf '%s\\0' \"$@\" > \"$(dirname \"$0\")/words\"\n" + then);
  }

  static void writeProgram(Path path, String script) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "#!/bin/bash\n" + script + "\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The process of a script in an environment that can be changed before its start. */
  ProcessBuilder process(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SPARK_HOME", spark().toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("YARN_CONF_DIR", folder.toString());
    builder.environment().remove("HADOOP_CONF_DIR");
    return builder;
  }

  /** Runs it to its end. */
  Answer answer(ProcessBuilder builder) throws IOException, InterruptedException {
    return answer(builder.start());
  }

  Answer answer(Process process) throws IOException, InterruptedException {
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    Path words = spark().resolve("bin/words");
    String text = Files.exists(words) ? Files.readString(words) : "";
    return new Answer(
        process.waitFor(),
        said,
        text.isEmpty() ? List.of() : List.of(text.substring(0, text.length() - 1).split("\0", -1)));
  }
}

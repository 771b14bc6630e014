// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scripts for clusters, in a copy of the project that is built, with a spark-submit in place of
 * Spark's, which writes down its words and plays the driver.
 */
@DisabledOnOs(OS.WINDOWS)
class ClusterScriptsTest {
  private static final String EVALUATE = "evaluate --model hdfs:///m --input hdfs:///x --output ";
  private static final Path SCRIPTS = Path.of("submit");

  @TempDir private Path folder;
  private Path spark;

  private record Answer(int code, String said, List<String> words) {

    /** The values of {@code --conf}. */
    List<String> configuration() {
      return Stream.iterate(0, at -> at < words.size(), at -> at + 1)
          .filter(at -> words.get(at).equals("--conf"))
          .map(at -> words.get(at + 1))
          .toList();
    }
  }

  @BeforeEach
  void build() throws IOException {
    Files.createDirectories(folder.resolve("src/main"));
    Files.createDirectories(folder.resolve("target"));
    Files.writeString(folder.resolve("pom.xml"), "");
    Files.writeString(folder.resolve("target/spark.classpath"), "");
    try (Stream<Path> scripts = Files.list(SCRIPTS)) {
      for (Path script : scripts.toList()) {
        Files.createDirectories(folder.resolve(SCRIPTS));
        Files.copy(script, folder.resolve(script));
      }
    }
    jar(folder.resolve("target/deerpark-1-submit.jar"));
    spark = folder.resolve("spark");
    Files.createDirectories(spark.resolve("jars"));
    Files.writeString(
        spark.resolve("jars/spark-core_2.13-" + SupportedSpark.built().version() + ".jar"), "");
    program("exit 1");
  }

  /** A jar of the classes that this test runs with. */
  private static void jar(Path path) throws IOException {
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

  /** A spark-submit that writes its words into a file, and then does this. */
  private void program(String then) throws IOException {
    Path program = spark.resolve("bin/spark-submit");
    Files.createDirectories(program.getParent());
    Files.writeString(program, "#!/bin/bash\nprintf '%s\\n' \"$@\" > '" + words() + "'\n" + then);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path words() {
    return folder.resolve("words");
  }

  private Answer run(String script, String arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("bash", folder.resolve(SCRIPTS.resolve(script)).toString()));
    command.addAll(List.of(arguments.split(" ")));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SPARK_HOME", spark.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("YARN_CONF_DIR", folder.toString());
    builder.environment().remove("HADOOP_CONF_DIR");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    List<String> words = Files.exists(words()) ? Files.readAllLines(words()) : List.of();
    return new Answer(process.waitFor(), said, words);
  }

  /** What a driver in cluster mode leaves, where it is told to. */
  private void driverEndsWith(int code) throws IOException {
    program(
        "for word in \"$@\"; do case \"$word\" in "
            + OutcomeFile.KEY
            + "=*) printf '"
            + code
            + "\\nDone elsewhere.\\n' > \"${word#*=}\";; esac; done\nexit 0\n");
  }

  @Test
  void onYarnTheDriverRunsOnTheClusterOnceAndItsOutcomeIsTheScripts() throws Exception {
    driverEndsWith(3);
    Answer answer = run("yarn", "--num-executors 2 " + EVALUATE + folder.resolve("out"));
    assertThat(answer.said())
        .contains("Done elsewhere.")
        .contains("--master yarn --deploy-mode cluster");
    assertThat(answer.code()).isEqualTo(3);
    assertThat(answer.words())
        .containsSubsequence("--master", "yarn", "--deploy-mode", "cluster", "--num-executors", "2")
        .containsSubsequence("--class", Main.class.getName())
        .contains(folder.resolve("target/deerpark-1-submit.jar").toString());
    assertThat(answer.configuration()).contains("spark.yarn.maxAppAttempts=1");
  }

  @Test
  void whatTheUserSaysWins() throws Exception {
    program("exit 7");
    Answer answer = run("yarn", "--deploy-mode client " + EVALUATE + folder.resolve("out"));
    assertThat(answer.code()).as("of spark-submit itself, whose driver is here").isEqualTo(7);
    assertThat(String.join(" ", answer.words())).doesNotContain(OutcomeFile.KEY);
  }

  @Test
  void yarnNeedsTheClustersConfiguration() throws Exception {
    ProcessBuilder builder = new ProcessBuilder("bash", folder.resolve("submit/yarn").toString());
    builder.environment().remove("HADOOP_CONF_DIR");
    builder.environment().put("YARN_CONF_DIR", folder.resolve("nowhere").toString());
    Process process = builder.redirectErrorStream(true).start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .startsWith("Neither HADOOP_CONF_DIR nor YARN_CONF_DIR");
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @Test
  void onKubernetesTheJarIsWhereTheImageHasIt() throws Exception {
    driverEndsWith(0);
    Answer answer =
        run(
            "kubernetes",
            "--master k8s://https://h:6443 --conf spark.kubernetes.container.image=r/deerpark"
                + " --conf spark.hadoop.fs.s3a.secret.key=hunter2 "
                + EVALUATE
                + folder.resolve("out"));
    assertThat(answer.code()).as(answer.said()).isZero();
    assertThat(answer.said()).doesNotContain("hunter2");
    assertThat(answer.words()).contains("spark.hadoop.fs.s3a.secret.key=hunter2");
    String image = Files.readString(SCRIPTS.resolve("Dockerfile"));
    String application =
        answer.words().stream()
            .filter(word -> word.startsWith("local://"))
            .findFirst()
            .orElseThrow();
    assertThat(image).contains(" " + application.substring("local://".length()) + "\n");
    assertThat(answer.configuration())
        .contains("spark.kubernetes.container.image=r/deerpark")
        .filteredOn(setting -> setting.contains("podTemplateFile="))
        .hasSize(2)
        .allSatisfy(
            setting -> assertThat(Path.of(setting.substring(setting.indexOf('=') + 1))).exists());
  }

  @Test
  void theImageHasTheScriptThatFindsGpusWhereTheGuideSays() throws IOException {
    String place = "/opt/deerpark/submit/";
    assertThat(Files.readString(SCRIPTS.resolve("Dockerfile")))
        .contains("COPY submit/gpu-discovery.sh " + place + "\n");
    assertThat(Files.readString(Path.of("src/docs/cluster.md")))
        .contains("discoveryScript=" + place + "gpu-discovery.sh");
  }

  @Test
  void anInstallationOfAnotherVersionIsRefusedBeforeItStarts() throws Exception {
    try (Stream<Path> jars = Files.list(spark.resolve("jars"))) {
      Files.delete(jars.findFirst().orElseThrow());
    }
    Files.writeString(spark.resolve("jars/spark-core_2.13-4.0.4.jar"), "");
    Answer answer = run("spark-submit", EVALUATE + folder.resolve("out"));
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.words()).isEmpty();
    assertThat(answer.said()).contains("is not Spark " + SupportedSpark.built().minor());
  }
}

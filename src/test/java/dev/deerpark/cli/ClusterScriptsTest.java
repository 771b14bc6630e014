// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.cli.BuiltCopy.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The scripts for clusters, each as its users call it. */
@DisabledOnOs(OS.WINDOWS)
class ClusterScriptsTest {
  private static final String EVALUATE = "evaluate --model hdfs:///m --input hdfs:///x --output ";
  private static final Path SCRIPTS = Path.of("submit");

  @TempDir private Path folder;
  private BuiltCopy copy;

  @BeforeEach
  void build() throws IOException {
    copy = BuiltCopy.in(folder);
  }

  private Answer run(String script, String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", copy.script(script).toString()));
    command.addAll(List.of(arguments.split(" ")));
    return copy.answer(copy.process(command));
  }

  /** What a driver in cluster mode leaves, where it is told to. */
  private void driverEndsWith(int code) throws IOException {
    copy.sparkSubmitDoes(
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
        .contains(copy.jar().toString());
    assertThat(answer.configuration()).contains("spark.yarn.maxAppAttempts=1");
  }

  @Test
  void whatTheUserSaysWins() throws Exception {
    copy.sparkSubmitDoes("exit 7");
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
    try (Stream<Path> jars = Files.list(copy.spark().resolve("jars"))) {
      Files.delete(jars.findFirst().orElseThrow());
    }
    Files.writeString(copy.spark().resolve("jars/spark-core_2.13-4.0.4.jar"), "");
    Answer answer = run("spark-submit", EVALUATE + folder.resolve("out"));
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.words()).isEmpty();
    assertThat(answer.said()).contains("is not Spark " + SupportedSpark.built().minor());
  }
}

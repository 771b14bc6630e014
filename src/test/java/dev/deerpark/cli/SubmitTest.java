// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** In a process whose class path has no Spark, as the scripts start it. */
class SubmitTest {
  @TempDir private Path folder;

  private record Answer(int code, String said, List<String> words) {}

  private Answer submit(String kind, String arguments) throws Exception {
    Path words = Files.writeString(folder.resolve("words"), "");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-cp", place(Submit.class) + File.pathSeparator + place(CommandLine.class)));
    command.addAll(List.of(Submit.class.getName(), kind, "our.jar", words.toString()));
    command.addAll(Arrays.asList(arguments.split(" ")));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SPARK_CONF_DIR", folder.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes());
    String text = Files.readString(words);
    return new Answer(
        process.waitFor(),
        said,
        text.isEmpty() ? List.of() : List.of(text.substring(0, text.length() - 1).split("\0", -1)));
  }

  private static String place(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "--help, 0, Commands:",
    "evaluate --help, 0, --segment-length",
    "evaluat --help, 2, evaluate",
    "evaluate --example ecg --every x, 2, --every is 'x'",
    "--conf spark.deerpark.evry=1 bench, 2, spark.deerpark.evry",
    "evaluate --model m --input i, 2, --output is missing",
    "--master, 2, --master",
    "--conf spark.x evaluate --example ecg, 2, KEY=VALUE",
    "--conf = evaluate --example ecg, 2, KEY=VALUE",
    "--master yarn evaluate --example ecg, 2, submit/spark-submit",
    "--master k8s://https://host evaluate --example ecg, 2, submit/spark-submit"
  })
  void whatNeedsNoSparkIsAnsweredWithoutIt(String arguments, int code, String part)
      throws Exception {
    Answer answer = submit("local", arguments);
    assertThat(answer.said()).contains(part).doesNotContain("NoClassDefFound", "\tat ");
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.words()).isEmpty();
  }

  @Test
  void theVersionNamesTheSparkOfThisBuild() throws Exception {
    assertThat(submit("local", "--version").said())
        .contains("Spark " + SupportedSpark.built().version());
  }

  @Test
  void aCommandThatIsUnderstoodIsPassedOnWithWhatEmbeddedSparkNeeds() throws Exception {
    Answer answer = submit("local", "--conf spark.driver.memory=2g bench --steps 10 --verbose");
    assertThat(answer.code()).isZero();
    assertThat(answer.said()).isEmpty();
    assertThat(answer.words())
        .containsExactly(
            (SupportedSpark.built().minor()
                    + "|local[*]||text|--conf|spark.driver.memory=2g|--load-spark-defaults|--master|local[*]|--class|"
                    + "dev.deerpark.cli.Main|our.jar|bench|--steps|10|--verbose")
                .split("\\|", -1));
  }

  @Test
  void sparksOwnSwitchTurnsLogsToJson() throws Exception {
    String json = "--conf spark.log.structuredLogging.enabled=true bench";
    assertThat(submit("local", json).words()).element(3).isEqualTo("json");
  }

  @Test
  void aDriverInClusterModeIsToldWhereToLeaveItsOutcomeAnewEachTime() throws Exception {
    String arguments =
        "--deploy-mode cluster evaluate --model m --input i --output hdfs://h/a/out/";
    Answer answer = submit("installed", arguments);
    String place = answer.words().get(2);
    assertThat(place).startsWith("hdfs://h/a/.deerpark-outcome-");
    assertThat(answer.words()).contains(OutcomeFile.KEY + "=" + place);
    assertThat(submit("installed", arguments).words().get(2)).isNotEqualTo(place);
    assertThat(submit("installed", "--deploy-mode cluster bench").code()).isEqualTo(2);
    String relative = arguments.replace("hdfs://h/a/out/", "out");
    assertThat(submit("installed", relative).said()).contains("as a whole path or URI");
  }

  /** Spark's own submission forgets them there, and the driver's serializer fails. */
  @Test
  void aDriverOfAStandaloneClusterGetsTheOptionsOfSparksOtherMachines() throws Exception {
    String arguments =
        "--master spark://h:7077 --conf spark.driver.extraJavaOptions=-Dmine=1 --deploy-mode cluster"
            + " evaluate --model m --input i --output /out";
    List<String> words = submit("local", arguments).words();
    assertThat(words)
        .contains(
            "spark.driver.extraJavaOptions="
                + JavaModuleOptions.defaultModuleOptions().strip()
                + " -Dmine=1")
        .contains("spark.standalone.submit.waitAppCompletion=true");
    assertThat(submit("installed", arguments.replace("spark://h:7077", "yarn")).words())
        .contains("spark.driver.extraJavaOptions=-Dmine=1")
        .doesNotContain("spark.standalone.submit.waitAppCompletion=true");
  }

  @Test
  void gpusAreAskedForInSparksWordsWhereThereIsACluster() throws Exception {
    String command = " evaluate --example ecg --gpus 2";
    Answer answer =
        submit("installed", "--master spark://h:7077 --conf spark.executor.cores=8" + command);
    assertThat(answer.words())
        .contains("spark.executor.resource.gpu.amount=2", "spark.task.resource.gpu.amount=0.2500");
    assertThat(String.join(" ", submit("local", command.strip()).words()))
        .doesNotContain("resource.gpu");
    assertThat(submit("local", command.strip() + " --kernel jvm").said())
        .contains("--gpus is '2'", "--kernel");
  }
}

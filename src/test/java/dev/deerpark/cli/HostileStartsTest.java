// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.cli.BuiltCopy.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts in places, with words and at times that nobody meant. */
@DisabledOnOs(OS.WINDOWS)
class HostileStartsTest {
  @TempDir private Path folder;

  private static List<String> command(Path script, String... words) {
    List<String> command = new ArrayList<>(List.of("bash", script.toString()));
    command.addAll(List.of(words));
    return command;
  }

  private static String[] evaluate(String output) {
    return new String[] {"evaluate", "--model", "m", "--input", "i", "--output", output};
  }

  @Test
  void aProjectMayLieAnywhereAndBeCalledByALink() throws Exception {
    BuiltCopy copy = BuiltCopy.in(folder.resolve("a b$x'q\"*[y]{z}%41"));
    copy.sparkSubmitDoes("printf '%s' \"$SPARK_SUBMIT_OPTS\"");
    Path link = Files.createSymbolicLink(folder.resolve("link"), copy.script("spark-submit"));
    String output = folder + "/a\nb \"c\" $d * 'e'";
    ProcessBuilder builder = copy.process(command(link, evaluate(output)));
    builder.environment().put("CDPATH", folder.toString());
    builder.environment().remove("HOME");
    Answer answer = copy.answer(builder.directory(folder.toFile()));
    assertThat(answer.code()).as(answer.said()).isZero();
    assertThat(answer.words()).contains(copy.jar().toString()).endsWith("--output", output);
    assertThat(answer.said())
        .contains(
            "\"-Ddeerpark.target=" + copy.folder().toString().replace("\"", "\\\"") + "/target");
  }

  @Test
  void aFolderThatAClassPathCannotNameIsRefused() throws Exception {
    BuiltCopy copy = BuiltCopy.in(folder.resolve("a:b"));
    Answer answer = copy.answer(copy.process(command(copy.script("local"), "--version")));
    assertThat(answer.said()).startsWith("Deerpark lies in '" + copy.folder());
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void emptyWordsArePassedOn() throws Exception {
    BuiltCopy copy = BuiltCopy.in(folder);
    copy.sparkSubmitDoes("exit 5");
    ProcessBuilder builder =
        copy.process(
            command(copy.script("spark-submit"), "--conf", "spark.x=", "--jars", "", "bench"));
    Answer answer = copy.answer(builder);
    assertThat(answer.words()).startsWith("--conf", "spark.x=", "--jars", "");
    assertThat(answer.code()).isEqualTo(5);
  }

  /** On macOS, java is a program that says so where there is none. */
  @Test
  void aJavaThatDoesNotStartIsQuoted() throws Exception {
    BuiltCopy copy = BuiltCopy.in(folder);
    BuiltCopy.writeProgram(
        folder.resolve("jdk/bin/java"), "echo 'Unable to locate a Java Runtime.' >&2; exit 1");
    ProcessBuilder builder = copy.process(command(copy.script("local"), "--version"));
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    assertThat(copy.answer(builder).said()).contains("JDK of version 17", "Unable to locate");
  }

  @Test
  void aHalfWrittenJarIsBuiltAgainOnceByTwoStartsAtTheSameTime() throws Exception {
    BuiltCopy copy = halfBuilt();
    BuiltCopy.writeProgram(
        folder.resolve("bin/mvn"),
        "echo >> built; sleep 0.5; cp whole.jar target/deerpark-1-submit.jar");
    List<Process> starts = new ArrayList<>();
    for (int start = 0; start < 2; start++) {
      starts.add(withMaven(copy.process(command(copy.script("local"), "--version"))).start());
    }
    for (Process start : starts) {
      Answer answer = copy.answer(start);
      assertThat(answer.said()).contains("Deerpark ");
      assertThat(answer.code()).isZero();
    }
    assertThat(folder.resolve("built")).hasContent("\n");
    assertThat(folder.resolve("target/building")).doesNotExist();
  }

  @Test
  void aBuildThatFailsLeavesNothingToWaitFor() throws Exception {
    BuiltCopy copy = halfBuilt();
    BuiltCopy.writeProgram(folder.resolve("bin/mvn"), "exit 1");
    // of a process that is no more
    Files.createSymbolicLink(folder.resolve("target/building"), Path.of("99999999"));
    Answer answer =
        copy.answer(withMaven(copy.process(command(copy.script("local"), "--version"))));
    assertThat(answer.said()).endsWith("The build failed.\n");
    assertThat(answer.code()).isEqualTo(1);
    assertThat(Files.isSymbolicLink(folder.resolve("target/building"))).isFalse();
  }

  /** The jar of an interrupted build, which is newer than the sources. */
  private BuiltCopy halfBuilt() throws IOException {
    BuiltCopy copy = BuiltCopy.in(folder);
    byte[] whole = Files.readAllBytes(copy.jar());
    FileTime later = Files.getLastModifiedTime(copy.jar());
    Files.write(folder.resolve("whole.jar"), whole);
    Files.write(copy.jar(), Arrays.copyOf(whole, whole.length / 2));
    Files.setLastModifiedTime(copy.jar(), later);
    return copy;
  }

  private ProcessBuilder withMaven(ProcessBuilder builder) {
    builder
        .environment()
        .merge("PATH", folder.resolve("bin").toString(), (path, first) -> first + ":" + path);
    return builder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"kill $PPID", "(sleep 0.3; kill $PPID) &"})
  void aSignalEndsSparkSubmitTooWhereTheDriverIsElsewhere(String atOnceOrLater) throws Exception {
    BuiltCopy copy = BuiltCopy.in(folder);
    Path process = folder.resolve("process");
    copy.sparkSubmitDoes("echo $$ > '" + process + "'\n" + atOnceOrLater + "\nexec sleep 60");
    List<String> words = new ArrayList<>(List.of("--deploy-mode", "cluster"));
    words.addAll(List.of(evaluate(folder.resolve("out").toString())));
    Answer answer =
        copy.answer(
            copy.process(command(copy.script("spark-submit"), words.toArray(String[]::new))));
    assertThat(answer.said()).contains("No longer waiting for the driver", ".deerpark-outcome-");
    assertThat(answer.code()).isEqualTo(143);
    long sparkSubmit = Long.parseLong(Files.readString(process).strip());
    assertThat(ProcessHandle.of(sparkSubmit).map(ProcessHandle::isAlive).orElse(false)).isFalse();
  }
}

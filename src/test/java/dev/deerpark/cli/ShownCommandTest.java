// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.settings.Redaction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The command that the submit scripts print before they run it. */
@DisabledOnOs(OS.WINDOWS)
class ShownCommandTest {
  private static final String MASK = "*********(redacted)";

  private static String shown(String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("bash", "-euo", "pipefail", "-c"));
    command.addAll(List.of("source submit/common.sh; show \"$@\"", "show"));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8).stripTrailing();
  }

  @Test
  void aCommandIsShownAsAShellReadsIt() throws IOException {
    assertThat(shown("evaluate", "--input", "a b", "--every=2", "it's"))
        .isEqualTo("$ evaluate --input 'a b' --every=2 'it'\\''s'");
    assertThat(shown("", "a\nb", "$x \"*\" &", "")).isEqualTo("$ '' 'a\nb' '$x \"*\" &' ''");
  }

  @Test
  void secretsAreMasked() throws IOException {
    assertThat(shown("--conf", "spark.hadoop.fs.s3a.secret.key=hunter2", "--help"))
        .isEqualTo("$ --conf 'spark.hadoop.fs.s3a.secret.key=" + MASK + "' --help");
    assertThat(shown("--conf=spark.ssl.keyPassword=hunter2 a=b"))
        .isEqualTo("$ '--conf=spark.ssl.keyPassword=" + MASK + "'");
    assertThat(shown("--model-param", "size=3,API_TOKEN=hunter2,password=hunter2", "--x"))
        .isEqualTo("$ --model-param 'size=3,API_TOKEN=" + MASK + "' --x");
    assertThat(shown("s3a://key:hunter2@bucket/x,s3a://k:hunter2@b/y"))
        .isEqualTo("$ 's3a://key:" + MASK + "@bucket/x,s3a://k:" + MASK + "@b/y'");
  }

  /** In one word each, as options have them. */
  @Test
  void whatIsMaskedInTextsIsMaskedInCommands() throws IOException {
    List<String> words =
        List.of(
            "spark.hadoop.fs.azure.account.key.a.net=abc",
            "DB_PASSWD=abc",
            "https://h/x?sv=1&sig=abc",
            "https://h/x?sigma=3",
            "s3a://k:a@b*c@x,s3a://k:d@y",
            "s3a://k:ab/cd@y",
            "hdfs://name:8020/me@home");
    assertThat(shown(words.toArray(String[]::new)).replace("'", ""))
        .isEqualTo(
            "$ " + words.stream().map(Redaction.DEFAULT::text).collect(Collectors.joining(" ")));
  }

  @Test
  void whatOnlySoundsSecretIsNot() throws IOException {
    assertThat(shown("--input", "hdfs://name:8020/tokens/t=1", "--token", "--every=3"))
        .isEqualTo("$ --input hdfs://name:8020/tokens/t=1 --token --every=3");
  }
}

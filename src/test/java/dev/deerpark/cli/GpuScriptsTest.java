// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The scripts for GPUs, with tools in place of the makers'. */
@DisabledOnOs(OS.WINDOWS)
class GpuScriptsTest {
  @TempDir private Path folder;

  private record Answer(int code, String out, String err) {}

  private void tool(String name, String script) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Answer discover() throws IOException, InterruptedException {
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder("submit/gpu-discovery.sh").redirectError(err.toFile());
    builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Answer(process.waitFor(), out.strip(), Files.readString(err).strip());
  }

  @Test
  void devicesAreNumberedInTheOrderOfTheirPciAddresses() throws Exception {
    tool("nvidia-smi", "printf '00000000:65:00.0\\n00000000:04:00.0\\n00000000:0A:00.0\\n'");
    tool("rocm-smi", "exit 3");
    Answer answer = discover();
    assertThat(answer)
        .isEqualTo(new Answer(0, "{\"name\": \"gpu\", \"addresses\": [\"0\",\"1\",\"2\"]}", ""));
  }

  @Test
  void devicesOfAnotherMakerAreFoundToo() throws Exception {
    tool("nvidia-smi", "exit 9");
    tool(
        "rocm-smi", "echo 'GPU[0] : PCI Bus: 0000:C1:00.0'; echo 'GPU[1] : PCI Bus: 0000:C1:00.0'");
    Answer answer = discover();
    assertThat(answer.out()).as("one address is one device").endsWith("[\"0\"]}");
    assertThat(answer.code()).isZero();
  }

  @Test
  void withoutADeviceTheScriptFailsWithWhatTheToolSaid() throws Exception {
    tool("nvidia-smi", "echo 'NVIDIA-SMI has failed: no driver'; exit 9");
    tool("rocm-smi", "exit 0");
    Answer answer = discover();
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).contains("no GPU on", "nvidia-smi says: NVIDIA-SMI has failed");
  }

  /** The order in which it numbers devices is the one in which executors look them up. */
  @Test
  void theDomainComesFirstInTheOrder() throws Exception {
    tool("nvidia-smi", "printf '00010000:01:00.0\\n00000000:FF:00.0\\n'");
    tool("rocm-smi", "echo 0000:03:00.0");
    assertThat(discover().out()).endsWith("[\"0\",\"1\",\"2\"]}");
  }

  @Test
  void theCheckIsTheCommandWithItsOptions() throws Exception {
    Path script = Files.copy(Path.of("submit/gpu-check"), folder.resolve("gpu-check"));
    tool("local", "echo \"$@\"");
    Process process =
        new ProcessBuilder("bash", script.toString(), "--precision", "double").start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8).strip())
        .isEqualTo("gpu-check --precision double");
  }
}

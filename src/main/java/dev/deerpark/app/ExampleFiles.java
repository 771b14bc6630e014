// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.io.file.RunFolder;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.ModelSettings.Example;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * A shipped example, unpacked into a fresh folder under {@code target/}.
 *
 * @param model the sidecar
 * @param input the series
 * @param output where the result goes
 */
record ExampleFiles(String model, String input, String output) {

  /** Names the folder {@code target} where that is not the one in the current folder. */
  private static final String TARGET = "deerpark.target";

  private static final String RESOURCES = "/dev/deerpark/examples/";

  /** Settings that name an example, with its files unpacked; others as they are. */
  static EvaluateSettings resolve(EvaluateSettings settings) {
    return settings
        .model()
        .example()
        .map(ExampleFiles::unpack)
        .map(files -> settings.withFiles(files.model(), files.input(), files.output()))
        .orElse(settings);
  }

  private static ExampleFiles unpack(Example example) {
    String name = example.name().toLowerCase(Locale.ROOT);
    try {
      Path target = Path.of(System.getProperty(TARGET, "target")).toAbsolutePath();
      Files.createDirectories(target);
      Path folder = Files.createTempDirectory(target, name + "-");
      markAndSweep(target, folder, name + "-");
      String network = network(example);
      String model = network + ".json";
      String series = series(example);
      for (String file : new String[] {model, network + ".safetensors", series}) {
        copy(name + "/" + file, folder.resolve(file));
      }
      return new ExampleFiles(
          folder.resolve(model).toString(),
          folder.resolve(series).toString(),
          folder.resolve("output").toString());
    } catch (IOException e) {
      throw new UncheckedIOException("The example " + name + " cannot be unpacked", e);
    }
  }

  /** Of runs that were killed, all goes but what they had written. */
  private static void markAndSweep(Path target, Path folder, String prefix) throws IOException {
    FileSystem files = FileSystem.getLocal(new Configuration(false)).getRawFileSystem();
    RunFolder.mark(files, new org.apache.hadoop.fs.Path(folder.toUri()));
    RunFolder.sweep(
        files,
        new org.apache.hadoop.fs.Path(target.toUri()),
        prefix,
        names -> !names.contains("output") && !names.contains("_deerpark"));
  }

  private static String network(Example example) {
    return switch (example) {
      case ECG -> "gru24_ecg208";
      case VOICE -> "silero_lstm";
    };
  }

  private static String series(Example example) {
    return switch (example) {
      case ECG -> "ecg208.parquet";
      case VOICE -> "synthetic_frames.parquet";
    };
  }

  private static void copy(String resource, Path to) throws IOException {
    try (InputStream in = ExampleFiles.class.getResourceAsStream(RESOURCES + resource)) {
      Files.copy(in, to);
    }
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.io.file.RunFolder;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.ModelSettings.Example;
import dev.deerpark.settings.OutputSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;

/**
 * The files of a run: those of a shipped example, unpacked into a fresh folder under {@code
 * target/}, or those that were given. Closing deletes the folder, unless a result or a report was
 * left in it.
 */
public final class ExampleFiles implements AutoCloseable {

  /** Names the folder {@code target} where that is not the one in the current folder. */
  private static final String TARGET = "deerpark.target";

  private static final String RESOURCES = "/dev/deerpark/examples/";

  private static final String OUTPUT = "output";

  /** Empty where no example was named. */
  private final Optional<Path> folder;

  private final EvaluateSettings settings;

  private ExampleFiles(Optional<Path> folder, EvaluateSettings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /** Unpacks what settings name. */
  public static ExampleFiles of(EvaluateSettings settings) {
    return settings
        .model()
        .example()
        .map(example -> unpack(example, settings))
        .orElseGet(() -> new ExampleFiles(Optional.empty(), settings));
  }

  /** The settings with the example's files in them; others as they were. */
  public EvaluateSettings settings() {
    return settings;
  }

  @Override
  public void close() {
    folder.filter(ExampleFiles::holdsNoResult).ifPresent(f -> FileUtil.fullyDelete(f.toFile()));
  }

  private static boolean holdsNoResult(Path folder) {
    String[] names = folder.toFile().list();
    return names != null && isLeftover(Set.of(names));
  }

  private static boolean isLeftover(Set<String> names) {
    return !names.contains(OUTPUT) && !names.contains(OutputSettings.REPORTS);
  }

  private static ExampleFiles unpack(Example example, EvaluateSettings settings) {
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
          Optional.of(folder),
          settings.withFiles(
              folder.resolve(model).toString(),
              folder.resolve(series).toString(),
              folder.resolve(OUTPUT).toString()));
    } catch (IOException e) {
      throw new UncheckedIOException("The example " + name + " cannot be unpacked", e);
    }
  }

  /** Of runs that were killed, all goes but what they had written. */
  private static void markAndSweep(Path target, Path folder, String prefix) throws IOException {
    FileSystem files = FileSystem.getLocal(new Configuration(false)).getRawFileSystem();
    RunFolder.mark(files, new org.apache.hadoop.fs.Path(folder.toUri()));
    RunFolder.sweep(
        files, new org.apache.hadoop.fs.Path(target.toUri()), prefix, ExampleFiles::isLeftover);
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

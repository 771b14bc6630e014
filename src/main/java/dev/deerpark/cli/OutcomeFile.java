// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import dev.deerpark.app.console.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.commons.io.output.TeeOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A small file in which a driver in cluster mode leaves its exit code, on the first line, and below
 * it what it said: spark-submit passes on neither. The submitting script chooses a new name for
 * each run, so that an earlier run cannot be mistaken for this one.
 *
 * <pre>java -cp JAR:SPARK dev.deerpark.cli.OutcomeFile PATH</pre>
 *
 * shows the text in the file and ends with its exit code.
 */
public final class OutcomeFile {
  /** The configuration key of its path. */
  static final String KEY = "spark.deerpark-outcome";

  private static final String NOT_ENDED =
      "The driver began, but did not end by itself: its log says more.";

  private final Path path;
  private final Configuration hadoop;

  OutcomeFile(String path, Configuration hadoop) {
    this.path = new Path(path);
    this.hadoop = hadoop;
  }

  public static void main(String[] arguments) throws IOException {
    OutcomeFile file = new OutcomeFile(arguments[0], new Configuration());
    try {
      System.exit(file.take(System.out));
    } catch (FileNotFoundException absent) {
      System.err.println(
          "The driver never began: the log of spark-submit or the cluster says why.");
      System.exit(ExitStatus.FAILED.code());
    }
  }

  /**
   * Runs an action and records how it ended; of an action that never ends, only the beginning is
   * recorded.
   *
   * @param action of the driver, with the terminal for its output
   */
  ExitStatus leave(Function<Terminal, ExitStatus> action) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try {
      write(ExitStatus.FAILED.code(), NOT_ENDED + "\n");
      ExitStatus status =
          action.apply(new Terminal(both(System.out, said), both(System.err, said), false));
      write(status.code(), said.toString(StandardCharsets.UTF_8));
      return status;
    } catch (IOException failure) {
      throw new UncheckedIOException("The outcome cannot be left in " + path, failure);
    }
  }

  private static PrintStream both(PrintStream stream, OutputStream copy) {
    return new PrintStream(new TeeOutputStream(stream, copy), true, StandardCharsets.UTF_8);
  }

  private void write(int exitCode, String said) throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    // The raw local file system leaves no checksum file behind.
    FileSystem plain = files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
    try (OutputStream out = plain.create(path, true)) {
      out.write((exitCode + "\n" + said).getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Shows what the driver said, deletes the file, and returns the exit code.
   *
   * @throws FileNotFoundException where no driver began
   */
  int take(PrintStream out) throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    String text;
    try (InputStream in = files.open(path)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    files.delete(path, false);
    int end = text.indexOf('\n');
    out.print(text.substring(end + 1));
    return Integer.parseInt(text.substring(0, end));
  }
}

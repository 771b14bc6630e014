// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.OutputContent;
import dev.deerpark.io.file.PlaceTrial;
import dev.deerpark.io.table.InputFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;

/**
 * A folder for the output, checked before the work begins, so that hours of work are not lost to a
 * mistyped path.
 *
 * @param path qualified, with its file system
 * @param overwrite whether an output that is there is replaced
 */
public record OutputTarget(Path path, boolean overwrite) {

  /**
   * Checks a folder for the output.
   *
   * @param output the folder, on any file system that Hadoop reaches
   * @param overwrite whether an earlier output in its place may be replaced
   * @param inputs the paths and globs that the run reads, which must survive it
   * @throws BadInputException where the output exists and may not be replaced, equals, contains or
   *     is inside an input, or where no folder can be created
   */
  public static OutputTarget check(
      Configuration configuration, String output, boolean overwrite, List<String> inputs) {
    try {
      Path path = canonical(new Path(output), configuration);
      if (path.isRoot()) {
        throw refused(output, "is the root of a file system. Give a folder of its own.");
      }
      requireApart(output, path, inputs, configuration);
      FileSystem files = path.getFileSystem(configuration);
      OutputRecovery.recover(files, path);
      OutputRecovery.sweep(files, path);
      if (files.exists(path)) {
        requireReplaceable(output, files.getFileStatus(path), files, overwrite);
      }
      requireCreatable(output, path.getParent(), files);
      return new OutputTarget(path, overwrite);
    } catch (IOException | IllegalArgumentException failure) {
      throw new BadInputException(
          "The output " + output + " cannot be written: " + PlaceTrial.reason(failure) + ".",
          failure);
    }
  }

  /**
   * Refuses what turns out later to be read by the run, such as the files of a table.
   *
   * @param inputs paths that must survive it
   * @throws BadInputException where the output equals, contains or is inside one of them
   */
  public void requireApart(Configuration configuration, List<String> inputs) {
    try {
      requireApart(path.toString(), path, inputs, configuration);
    } catch (IOException failure) {
      throw new BadInputException(
          "The output " + path + " cannot be written: " + PlaceTrial.reason(failure) + ".",
          failure);
    }
  }

  private static void requireApart(
      String output, Path path, List<String> inputs, Configuration configuration)
      throws IOException {
    for (String input : inputs) {
      for (FileStatus root : InputFiles.roots(input, configuration)) {
        requireApart(output, path, input, canonical(root.getPath(), configuration));
      }
    }
  }

  /**
   * Whether there is an output already.
   *
   * @throws BadInputException where its place cannot be reached
   */
  public static boolean exists(Configuration configuration, String output) {
    try {
      Path path = canonical(new Path(output), configuration);
      FileSystem files = path.getFileSystem(configuration);
      OutputRecovery.recover(files, path);
      return files.exists(path);
    } catch (IOException | IllegalArgumentException failure) {
      throw new BadInputException(
          "The output " + output + " cannot be reached: " + PlaceTrial.reason(failure) + ".",
          failure);
    }
  }

  /**
   * Refuses another place that the run writes to where it is an input, or inside one or inside the
   * output: its content would be read as data.
   *
   * @param option what names the place
   * @param inputs the paths and globs that the run reads
   * @throws BadInputException where it is
   */
  public void requireOutside(
      Configuration configuration, String option, String place, List<String> inputs) {
    requireOutside(configuration, option, place, List.of(path), inputs);
  }

  /**
   * The same for a run without an output.
   *
   * @throws BadInputException where the place is an input or inside one
   */
  public static void requireOutsideInputs(
      Configuration configuration, String option, String place, List<String> inputs) {
    requireOutside(configuration, option, place, List.of(), inputs);
  }

  /**
   * Whether a place is that of another, or in it.
   *
   * @throws BadInputException where one of them cannot be reached
   */
  public static boolean isWithin(Configuration configuration, String place, String other) {
    try {
      Path written = canonical(new Path(place), configuration);
      Path outer = canonical(new Path(other), configuration);
      return written.equals(outer) || contains(outer, written);
    } catch (IOException | IllegalArgumentException failure) {
      throw new BadInputException(other + " cannot be used: " + failure.getMessage(), failure);
    }
  }

  private static void requireOutside(
      Configuration configuration,
      String option,
      String place,
      List<Path> outputs,
      List<String> inputs) {
    try {
      Path written = canonical(new Path(place), configuration);
      List<Path> taken = new ArrayList<>(outputs);
      for (String input : inputs) {
        for (FileStatus root : InputFiles.roots(input, configuration)) {
          taken.add(canonical(root.getPath(), configuration));
        }
      }
      for (Path other : taken) {
        if (written.equals(other) || contains(other, written)) {
          throw new BadInputException(
              String.format(
                  Locale.ROOT, "%s: %s is inside %s. Give a place outside.", option, place, other));
        }
      }
    } catch (IOException | IllegalArgumentException failure) {
      throw new BadInputException(
          option + ": " + place + " cannot be used: " + failure.getMessage(), failure);
    }
  }

  /** Resolves symbolic links, where the file system has them: a link could hide the input. */
  private static Path canonical(Path path, Configuration configuration) throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    return files instanceof LocalFileSystem local
        ? files.makeQualified(new Path(local.pathToFile(path).getCanonicalPath()))
        : files.makeQualified(path);
  }

  private static void requireApart(String output, Path path, String input, Path root) {
    if (path.equals(root)) {
      throw refused(
          output,
          String.format(Locale.ROOT, "is the input %s itself. Give another folder.", input));
    }
    if (contains(root, path)) {
      throw refused(
          output,
          String.format(Locale.ROOT, "is inside the input %s. Give a folder outside.", input));
    }
    if (contains(path, root)) {
      throw refused(
          output, String.format(Locale.ROOT, "contains the input %s. Give another folder.", input));
    }
  }

  private static boolean contains(Path folder, Path path) {
    for (Path above = path.getParent(); above != null; above = above.getParent()) {
      if (above.equals(folder)) {
        return true;
      }
    }
    return false;
  }

  private static void requireReplaceable(
      String output, FileStatus existing, FileSystem files, boolean overwrite) throws IOException {
    if (existing.isDirectory() && !overwrite) {
      throw refused(
          output, "exists. Give another folder, or allow it to be replaced with --overwrite.");
    }
    OutputContent.requireReplaceable(files, existing.getPath(), output);
  }

  private static void requireCreatable(String output, Path parent, FileSystem files)
      throws IOException {
    Path above = parent;
    while (!files.exists(above)) {
      above = above.getParent();
    }
    if (!files.getFileStatus(above).isDirectory()) {
      throw refused(
          output,
          String.format(Locale.ROOT, "cannot be created: %s is a file. Give another.", above));
    }
    files.access(above, FsAction.WRITE);
  }

  private static BadInputException refused(String output, String why) {
    return new BadInputException("The output " + output + " " + why);
  }
}

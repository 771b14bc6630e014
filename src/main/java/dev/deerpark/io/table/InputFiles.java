// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.format.Unreadable;
import dev.deerpark.io.table.format.Wording;
import dev.deerpark.settings.InputSettings.Format;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The files of a path, folder or glob, and their common format. */
public final class InputFiles {

  /** A data file as it was at some moment. */
  record DataFile(Path path, long length, long modified) {}

  private static final byte[] PARQUET_MAGIC = {'P', 'A', 'R', '1'};

  private static final String COMPRESSED = "(\\.(gz|bz2|deflate|zst|lz4|snappy))?";

  private static final Pattern CSV_NAME = Pattern.compile(".*\\.[ct]sv" + COMPRESSED);

  private static final Pattern JSON_NAME = Pattern.compile(".*\\.(json|jsonl|ndjson)" + COMPRESSED);

  private InputFiles() {}

  /**
   * The files and folders that a path or glob matches.
   *
   * @throws BadInputException where it matches nothing or cannot be listed
   */
  public static List<FileStatus> roots(String path, Configuration configuration) {
    try {
      Path pattern = parsed(path);
      FileSystem files = pattern.getFileSystem(configuration);
      Optional<FileStatus> literal = status(pattern, files);
      if (literal.isPresent()) {
        return List.of(literal.get());
      }
      FileStatus[] found = files.globStatus(pattern);
      if (found == null || found.length == 0) {
        throw new BadInputException(
            "The input "
                + Wording.path(path)
                + " does not exist. Check the path, and that it is readable here.");
      }
      return List.of(found);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw unreadable(path, unreadable);
    }
  }

  /** A relative name may contain a colon, which would otherwise be taken as the end of a scheme. */
  private static Path parsed(String path) {
    try {
      return new Path(path);
    } catch (IllegalArgumentException notAUri) {
      return new Path("./" + path);
    }
  }

  private static Optional<FileStatus> status(Path path, FileSystem files) throws IOException {
    try {
      return Optional.of(files.getFileStatus(path));
    } catch (FileNotFoundException absent) {
      return Optional.empty();
    }
  }

  /**
   * Every data file under a path, in its current state.
   *
   * @throws BadInputException where the path matches nothing or cannot be listed
   */
  static Set<DataFile> list(String path, Configuration configuration) {
    List<DataFile> found = new ArrayList<>();
    try {
      for (FileStatus root : roots(path, configuration)) {
        add(root.getPath(), root.getPath().getFileSystem(configuration), found);
      }
    } catch (IOException unreadable) {
      throw unreadable(path, unreadable);
    }
    found.sort(Comparator.comparing(DataFile::path));
    return new LinkedHashSet<>(found);
  }

  /** Stores of objects list a whole tree at once. */
  private static void add(Path root, FileSystem files, List<DataFile> found) throws IOException {
    if (files instanceof LocalFileSystem) {
      addLocal(root, root, files, found);
      return;
    }
    RemoteIterator<LocatedFileStatus> leaves = files.listFiles(root, true);
    while (leaves.hasNext()) {
      add(leaves.next(), root, found);
    }
  }

  /** The local file system would start a process for each file of a whole tree, for its owner. */
  private static void addLocal(Path folder, Path root, FileSystem files, List<DataFile> found)
      throws IOException {
    for (FileStatus entry : files.listStatus(folder)) {
      if (entry.isDirectory()) {
        addLocal(entry.getPath(), root, files, found);
      } else {
        add(entry, root, found);
      }
    }
  }

  private static void add(FileStatus leaf, Path root, List<DataFile> found) throws IOException {
    requireVisible(leaf.getPath(), root);
    if (!hidden(leaf.getPath(), root)) {
      found.add(new DataFile(leaf.getPath(), leaf.getLen(), leaf.getModificationTime()));
    }
  }

  /**
   * The one format of all data files of a query.
   *
   * @throws BadInputException where there are no files, files of several formats or of none
   */
  static Format format(SeriesQuery query, Set<DataFile> files, Configuration configuration) {
    String path = query.path();
    Set<Format> formats = new TreeSet<>();
    try {
      for (DataFile file : files) {
        formats.add(
            query.format().isPresent()
                ? query.format().get()
                : formatOf(file.path(), configuration));
      }
    } catch (IOException unreadable) {
      throw unreadable(path, unreadable);
    }
    if (formats.isEmpty()) {
      throw new BadInputException("The input " + path + " is empty: it holds no data files.");
    }
    if (formats.size() > 1) {
      throw new BadInputException(
          "The input "
              + path
              + " mixes "
              + formats.stream().map(Format::label).collect(Collectors.joining(" and "))
              + " files. Give files of one format.");
    }
    return formats.iterator().next();
  }

  /** A file that was named directly must not be one that Spark skips. */
  private static void requireVisible(Path leaf, Path root) {
    if (leaf.depth() == root.depth() && hidden(leaf.getName())) {
      throw new BadInputException(
          "The input "
              + Wording.of(leaf)
              + " has the name of a hidden file, which Spark skips. Give it a name that begins"
              + " with a letter.");
    }
  }

  /** Spark and related programs leave their own files in data folders under such names. */
  private static boolean hidden(Path leaf, Path root) {
    for (Path path = leaf; path.depth() > root.depth(); path = path.getParent()) {
      if (hidden(path.getName())) {
        return true;
      }
    }
    return false;
  }

  private static boolean hidden(String name) {
    return name.startsWith("_") && !name.contains("=")
        || name.startsWith(".")
        || name.endsWith("._COPYING_");
  }

  private static Format formatOf(Path leaf, Configuration configuration) throws IOException {
    String name = leaf.getName().toLowerCase(Locale.ROOT);
    if (CSV_NAME.matcher(name).matches()) {
      return Format.CSV;
    }
    if (JSON_NAME.matcher(name).matches()) {
      return Format.JSON;
    }
    if (name.endsWith(".orc")) {
      return Format.ORC;
    }
    if (name.endsWith(".parquet") || startsWithMagic(leaf, configuration)) {
      return Format.PARQUET;
    }
    throw new BadInputException(
        "The input file "
            + Wording.of(leaf)
            + " is neither Parquet nor CSV, ORC or JSON. Give files that end in .parquet, .csv, .tsv,"
            + " .csv.gz, .orc or .json, or name their format with --input-format.");
  }

  private static boolean startsWithMagic(Path leaf, Configuration configuration)
      throws IOException {
    try (var in = leaf.getFileSystem(configuration).open(leaf)) {
      return Arrays.equals(in.readNBytes(PARQUET_MAGIC.length), PARQUET_MAGIC);
    }
  }

  private static BadInputException unreadable(String path, Exception cause) {
    return Unreadable.refused("The input " + Wording.path(path), cause);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.OpenResources;
import dev.deerpark.io.file.ProvisionalFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A folder with the last states of many series, in Parquet. */
public final class StatesFolder {
  /** A file in it that says what it is, and that no reader takes for data. */
  private static final String MARK = "_deerpark_states";

  private StatesFolder() {}

  /**
   * Writes states beside their place.
   *
   * @param states computed once
   * @throws UncheckedIOException where the file system cannot be reached
   */
  public static ProvisionalFolder stage(Dataset<Row> states, String place, boolean overwrite) {
    Configuration hadoop = states.sparkSession().sparkContext().hadoopConfiguration();
    ProvisionalFolder folder = new ProvisionalFolder(place, overwrite, hadoop);
    return OpenResources.orClose(
        folder::close,
        () -> {
          states.write().parquet(folder.staging().toString());
          try {
            files(folder.staging(), hadoop).create(new Path(folder.staging(), MARK)).close();
          } catch (IOException failure) {
            throw new UncheckedIOException(place + " cannot be written", failure);
          }
          return folder;
        });
  }

  private static FileSystem files(Path path, Configuration hadoop) throws IOException {
    return path.getFileSystem(hadoop);
  }

  /** Whether a folder has such states, so that newer ones may replace it. */
  public static boolean isAt(String place, Configuration hadoop) {
    try {
      Path mark = new Path(place, MARK);
      return files(mark, hadoop).exists(mark);
    } catch (IOException failure) {
      return false;
    }
  }

  /**
   * Whether states are in a folder rather than a file.
   *
   * @throws BadInputException where that cannot be found out
   */
  public static boolean isFolder(String place, Configuration hadoop) {
    try {
      Path path = new Path(place);
      FileSystem files = files(path, hadoop);
      return files.exists(path) && files.getFileStatus(path).isDirectory();
    } catch (IOException | IllegalArgumentException failure) {
      throw new BadInputException(
          "--initial-state: " + place + " cannot be read: " + failure.getMessage() + ".", failure);
    }
  }
}

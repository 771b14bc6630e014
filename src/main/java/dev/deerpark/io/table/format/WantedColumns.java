// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.format;

import dev.deerpark.base.BadInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;

/**
 * The names of the columns to read.
 *
 * @param time the column of time indexes
 * @param values the columns of numbers, in the order of the model's inputs
 * @param series the column that tells series apart; absent where there is only one
 */
public record WantedColumns(String time, List<String> values, Optional<String> series) {
  /** The place of a column whose value is in a folder's name. */
  static final int IN_FOLDER = -1;

  public WantedColumns {
    values = List.copyOf(values);
  }

  /** The columns of a single series. */
  public WantedColumns(String time, List<String> values) {
    this(time, values, Optional.empty());
  }

  /** All of them, the time column first, that of the series last. */
  List<String> all() {
    List<String> all = new ArrayList<>();
    all.add(time);
    all.addAll(values);
    series.ifPresent(all::add);
    return all;
  }

  /**
   * Finds each column of a file, in the order of {@link #all}.
   *
   * @param names of the file's columns
   * @param advice about a missing column
   * @return a place among the names, or {@link #IN_FOLDER} for a column that is not in the file,
   *     which lies in a folder named {@code column=value}
   * @throws BadInputException for a column that is missing, or there twice
   */
  List<Integer> places(Path file, List<String> names, String advice) {
    return places(Wording.of(file), column -> FolderColumns.has(file, column), names, advice);
  }

  /**
   * Finds each column of a table, in the order of {@link #all}.
   *
   * @param table its name
   * @param names of its columns
   * @throws BadInputException for a column that is missing, or there twice
   */
  List<Integer> places(String table, List<String> names) {
    return places(table, column -> false, names, "");
  }

  private List<Integer> places(
      String where, Predicate<String> isInFolder, List<String> names, String advice) {
    List<Integer> places = new ArrayList<>();
    for (String wanted : all()) {
      int place = names.indexOf(wanted);
      if (place < 0 && (places.isEmpty() || !isInFolder.test(wanted))) {
        throw missing(where, wanted, names, advice);
      }
      if (place != names.lastIndexOf(wanted)) {
        throw new BadInputException(
            String.format(
                Locale.ROOT,
                "The input %s has %d columns \"%s\", which is wanted. Give each a name of its own.",
                where,
                Collections.frequency(names, wanted),
                wanted));
      }
      places.add(place);
    }
    return places;
  }

  private static BadInputException missing(
      String where, String wanted, List<String> names, String advice) {
    return new BadInputException(
        String.format(
            Locale.ROOT,
            "The input %s has no column \"%s\": it has %s.%s",
            where,
            wanted,
            names.isEmpty() ? "none" : Wording.listed(names),
            names.isEmpty() ? "" : advice.isEmpty() ? " Choose among these." : " " + advice));
  }
}

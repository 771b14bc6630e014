// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.BadInputException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The compressions of the formats in which a result can be written, as Spark names them. */
final class Compression {
  private static final String PARQUET = "parquet";

  private static final Map<String, List<String>> OF_FORMATS =
      Map.of(
          PARQUET,
          List.of("none", "snappy", "gzip", "lz4", "lz4_raw", "zstd"),
          "orc",
          List.of("none", "snappy", "zlib", "lz4", "zstd"),
          "json",
          List.of("none", "gzip", "bzip2", "deflate"));

  private Compression() {}

  /**
   * The compression that is asked for, in small letters; empty where none is.
   *
   * @throws BadInputException for one that the format does not have, and for a table whose format
   *     is not known here
   */
  static Optional<String> of(TypedValues typed) {
    Optional<String> asked =
        typed.text(Option.COMPRESSION).map(name -> name.toLowerCase(Locale.ROOT));
    if (asked.isEmpty()) {
      return asked;
    }
    Optional<String> named = typed.text(Option.OUTPUT_FORMAT);
    if (typed.isGiven(Option.OUTPUT_TABLE) && named.filter(OF_FORMATS::containsKey).isEmpty()) {
      throw typed.refused(
          Option.COMPRESSION,
          "a table has that of its catalog; only for a new one of --output-format parquet, orc or"
              + " json can it be chosen");
    }
    String format = named.orElse(PARQUET);
    List<String> known = OF_FORMATS.getOrDefault(format, List.of());
    if (!known.contains(asked.get())) {
      throw typed.refused(
          Option.COMPRESSION, format + " has " + String.join(", ", known) + "; name one of these");
    }
    return asked;
  }
}

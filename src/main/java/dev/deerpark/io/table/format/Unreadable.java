// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.format;

import dev.deerpark.base.BadInputException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Explains why a file cannot be read, and what to do. */
public final class Unreadable {
  /** Parts of the failure's class or message, in lower case, with our explanation. */
  private record Known(String sign, String sentence) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known(
              "checksumexception",
              "its bytes differ from their checksum. If the file is right, delete the .crc file"
                  + " beside it; else copy it again"),
          new Known(
              "not a gzip file",
              "it is named like a gzip file but is not one. Compress it, or name it .csv"),
          new Known(
              "incorrect header check",
              "it is named like a compressed file but is not one. Name it by its format"),
          new Known(
              "jsoneofexception", "it is not JSON with one whole object per line. Write it so"),
          new Known(
              "jsonparseexception", "it is not JSON with one whole object per line. Write it so"),
          new Known("is not a parquet file", "it is not a complete Parquet file. Copy it again"),
          new Known("magic number", "it is not a complete Parquet file. Copy it again"),
          new Known(
              "textparsingexception",
              "a row has a field of more than a million characters, or far more fields than the"
                  + " header. Look for a quote that is not closed, or for another separator"),
          new Known(
              "relative path in absolute uri",
              "its name has a colon, with which Hadoop cannot open it there. Rename it"),
          new Known(
              "expected scheme-specific part",
              "its name has a colon, with which Hadoop cannot open it there. Rename it"),
          new Known(
              "error parsing regexp",
              "no file has this name, and as a glob it cannot be understood. Check the path; it is"
                  + " one of Hadoop's, with slashes"),
          new Known("path_not_found", "it is not there. Check the path"),
          new Known("permission denied", "reading it is not permitted. Change its permissions"),
          new Known(
              "accesscontrolexception", "reading it is not permitted. Change its permissions"),
          new Known(
              "unexpected end of input stream",
              "it is cut: it ends in the middle of its compressed data. Copy it again"),
          new Known(
              "native zstandard library",
              "it is compressed by zstd, for which Hadoop's native library is missing here."
                  + " Compress it by gzip"),
          new Known("no filesystem for scheme", "no file system of that name is known here"));

  private Unreadable() {}

  /**
   * The refusal of a file.
   *
   * @param path of the file, or of the input where the file is not known
   */
  public static BadInputException refused(String path, Throwable failure) {
    return refused("", path, failure);
  }

  /**
   * The same where something else than the input is read.
   *
   * @param before words that say what, at the beginning
   */
  public static BadInputException refused(String before, String path, Throwable failure) {
    return new BadInputException(
        String.format(
            Locale.ROOT, "%s%s cannot be read: %s.", before, Wording.path(path), reason(failure)),
        failure);
  }

  private static String reason(Throwable failure) {
    List<Throwable> causes =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause).toList();
    for (Known known : KNOWN) {
      if (causes.stream().anyMatch(cause -> text(cause).contains(known.sign))) {
        return known.sentence;
      }
    }
    if (causes.stream().anyMatch(FileNotFoundException.class::isInstance)) {
      return "it is not there any more, or may not be read. Run again when nothing writes to it";
    }
    if (causes.stream().anyMatch(EOFException.class::isInstance)) {
      return "it is cut: it ends too early. Copy it again";
    }
    return "it is damaged, or of a kind that is not known here ("
        + Wording.cut(words(causes.get(causes.size() - 1)))
        + "). Copy or write it again";
  }

  private static String text(Throwable cause) {
    return words(cause).toLowerCase(Locale.ROOT);
  }

  private static String words(Throwable cause) {
    return cause.getClass().getSimpleName()
        + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.format;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.CsvSettings;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * The first line of a CSV file that is neither blank nor a comment.
 *
 * @param file its file
 * @param line its text
 * @param separator of its fields
 */
record CsvHeader(Path file, String line, char separator) {
  private static final int LONGEST = 1 << 24;

  /** Also compressed. */
  private static final Pattern TABBED =
      Pattern.compile(".*\\.tsv(\\.\\w+)?", Pattern.CASE_INSENSITIVE);

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|', ' ');

  /**
   * Reads it.
   *
   * @throws BadInputException for a file that cannot be read, or is not text in the given encoding
   */
  static CsvHeader read(Path file, CsvSettings csv, Configuration configuration) {
    char separator = csv.separator().orElse(isTabbed(file) ? '\t' : ',');
    try (InputStream bytes = new BufferedInputStream(open(file, configuration))) {
      refuseOtherKinds(file, bytes, csv.encoding());
      Reader characters =
          new BufferedReader(new InputStreamReader(bytes, Charset.forName(csv.encoding())));
      String line = firstLine(file, characters, csv);
      return new CsvHeader(file, line, separator);
    } catch (IOException | RuntimeException failure) {
      if (failure instanceof BadInputException refusal) {
        throw refusal;
      }
      throw Unreadable.refused(Wording.of(file), failure);
    }
  }

  private static boolean isTabbed(Path file) {
    return TABBED.matcher(file.getName()).matches();
  }

  private static InputStream open(Path file, Configuration configuration) throws IOException {
    InputStream stored = file.getFileSystem(configuration).open(file);
    CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(file);
    try {
      return codec == null ? stored : codec.createInputStream(stored);
    } catch (IOException | RuntimeException failure) {
      stored.close();
      throw failure;
    }
  }

  private static void refuseOtherKinds(Path file, InputStream bytes, String encoding)
      throws IOException {
    bytes.mark(4);
    byte[] first = Arrays.copyOf(bytes.readNBytes(4), 4);
    bytes.reset();
    int pair = (first[0] & 0xff) << 8 | first[1] & 0xff;
    boolean wide = encoding.startsWith("UTF-16") || encoding.startsWith("UTF-32");
    if ((pair == 0xfffe || pair == 0xfeff) && !wide) {
      throw refused(file, "is UTF-16, not " + encoding + ". Give --csv-encoding UTF-16");
    }
    if (pair == 0x1f8b) {
      throw refused(file, "is compressed by gzip. Name it .csv.gz");
    }
    if (Arrays.equals(first, new byte[] {'P', 'A', 'R', '1'})) {
      throw refused(file, "is Parquet, not CSV. Name it .parquet");
    }
  }

  private static String firstLine(Path file, Reader characters, CsvSettings csv)
      throws IOException {
    String line = "";
    boolean first = true;
    do {
      line = nextLine(file, characters);
      if (line != null && first && line.startsWith(BYTE_ORDER_MARK)) {
        line = line.substring(1);
      }
      first = false;
    } while (line != null && (line.isBlank() || isComment(line, csv)));
    if (line != null && line.indexOf('\0') >= 0) {
      throw refused(
          file,
          "is no text in "
              + csv.encoding()
              + ". If it is text, give its --csv-encoding, such as UTF-16LE");
    }
    return line == null ? "" : line;
  }

  private static boolean isComment(String line, CsvSettings csv) {
    return csv.comment().isPresent() && line.stripLeading().startsWith("" + csv.comment().get());
  }

  /** The characters before a line break; null at the end. */
  private static String nextLine(Path file, Reader characters) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = characters.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n' && c != '\r'; c = characters.read()) {
      line.append((char) c);
      if (line.length() > LONGEST) {
        throw refused(file, "has a first line of more than 16 million characters. Is it CSV?");
      }
    }
    return line.toString();
  }

  private static BadInputException refused(Path file, String what) {
    String end = what.endsWith("?") ? "" : ".";
    return new BadInputException("The input " + Wording.of(file) + " " + what + end);
  }

  /** The names of the columns, trimmed; empty for empty cells. */
  List<String> names() {
    return names(separator);
  }

  private List<String> names(char separatedBy) {
    if (line.isBlank()) {
      return List.of();
    }
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setDelimiter(separatedBy);
    settings.getFormat().setQuoteEscape('"');
    settings.getFormat().setComment('\0');
    settings.setMaxColumns((int) line.chars().filter(c -> c == separatedBy).count() + 2);
    settings.setMaxCharsPerColumn(-1);
    String[] cells = new CsvParser(settings).parseLine(line);
    List<String> names = new ArrayList<>();
    for (String cell : cells == null ? new String[0] : cells) {
      names.add(cell == null ? "" : cell);
    }
    return names;
  }

  /** Advice for a column that is missing because the file is in another format. */
  String advice(String wanted) {
    for (char other : SEPARATORS) {
      if (other != separator && names(other).contains(wanted)) {
        return String.format(
            Locale.ROOT,
            "Its first line looks separated by %s: give --csv-separator %s.",
            label(other),
            label(other));
      }
    }
    if (line.indexOf('\uFFFD') >= 0) {
      return "Its first line is not UTF-8: give its --csv-encoding, such as windows-1252.";
    }
    char first = line.isEmpty() ? 'x' : line.charAt(0);
    if (first == '#' || first == '%' || first == '!') {
      return String.format(
          Locale.ROOT, "It begins with a comment: give --csv-comment '%c'.", first);
    }
    return "";
  }

  private static String label(char separator) {
    return separator == '\t' ? "tab" : separator == ' ' ? "space" : "'" + separator + "'";
  }
}

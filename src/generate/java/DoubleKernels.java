// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes the vector kernels in double, {@code DoubleGru} from {@code FloatGru}: {@code java
 * DoubleKernels.java SOURCES OUTPUT}. Every {@code Float*.java} under the sources that has no
 * {@code Double*.java} beside it is translated, by other names and without its casts to float. What
 * would mean something else in double, or keep the precision of float, ends the build with its file
 * and line.
 */
public final class DoubleKernels {
  private static final Pattern CAST = Pattern.compile("\\(float\\)\\s*");
  private static final Pattern WORD = Pattern.compile("\\w*(?i:float)\\w*");

  /** What is the same in double under the other name. */
  private static final Set<String> WORDS =
      Set.of("float", "floats", "Float", "Floats", "FLOAT", "FloatVector");

  /** Literals of float, and what depends on how a float lies in its 32 bits. */
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "(?<![\\w.])(?:0[xX][\\p{XDigit}.]+[pP][-+]?\\d+|(?!0[xX])\\.?\\d[\\d_.]*(?:[eE][-+]?\\d+)?)[fF]\\b"
              + "|\\bFloat\\.[a-z]\\w*|\\bIntVector\\b|\\w*[aA]sInts\\b|\\b(?:int|Integer)BitsTo\\w+");

  private final Path sources;
  private final Path output;
  private final Set<String> classes = new HashSet<>();
  private final List<String> faults = new ArrayList<>();

  private DoubleKernels(Path sources, Path output) {
    this.sources = sources;
    this.output = output;
  }

  public static void main(String[] arguments) throws IOException {
    List<String> faults = new DoubleKernels(Path.of(arguments[0]), Path.of(arguments[1])).write();
    faults.forEach(System.err::println);
    System.exit(faults.isEmpty() ? 0 : 1);
  }

  private List<String> write() throws IOException {
    List<Path> files = files(sources, "Float");
    files.forEach(file -> classes.add(className(file)));
    Set<Path> written = new HashSet<>();
    for (Path file : files) {
      if (!Files.exists(file.resolveSibling(translated(className(file)) + ".java"))) {
        Path target =
            output
                .resolve(sources.relativize(file))
                .resolveSibling(translated(className(file)) + ".java");
        replace(target, translate(file));
        written.add(target);
      }
    }
    for (Path file : files(output, "Double")) {
      if (!written.contains(file)) {
        Files.delete(file);
      }
    }
    return faults;
  }

  private static List<Path> files(Path folder, String prefix) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(prefix + "\\w+\\.java"))
          .sorted()
          .toList();
    }
  }

  private static String className(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private String translate(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      check(line, sources.relativize(file) + ":" + number);
      if (line.startsWith("package ")) {
        lines.add("// Generated from " + file.getFileName() + ": edit that.");
      }
      lines.add(translated(CAST.matcher(line).replaceAll("")));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String translated(String text) {
    return text.replace("FLOAT", "DOUBLE").replace("Float", "Double").replace("float", "double");
  }

  private void check(String line, String place) {
    String code = line.strip();
    if (code.startsWith("*") || code.startsWith("/*")) {
      return;
    }
    code = code.replaceAll("//.*", "");
    Matcher forbidden = FORBIDDEN.matcher(code);
    while (forbidden.find()) {
      fault(place, forbidden.group());
    }
    Matcher words = WORD.matcher(code);
    while (words.find()) {
      if (!WORDS.contains(words.group()) && !classes.contains(words.group())) {
        fault(place, words.group());
      }
    }
  }

  private void fault(String place, String token) {
    faults.add(
        place
            + ": "
            + token
            + " has no translation to double. Write it so that it holds in both precisions, or write"
            + " the class for double by hand beside this one.");
  }

  /** Leaves a file that is right already as it is, so that it need not be compiled again. */
  private static void replace(Path file, String text) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
  }
}

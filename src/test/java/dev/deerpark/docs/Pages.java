// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pages that people read, in Markdown. */
final class Pages {
  static final Path README = Path.of("README.md");
  static final Path FOLDER = Path.of("src", "docs");

  private static final String FENCE = "```";

  private Pages() {}

  /** Every page: those at the top, and all in {@link #FOLDER}. */
  static List<Path> all() {
    try (Stream<Path> top = Files.list(Path.of(""));
        Stream<Path> docs = Files.walk(FOLDER)) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(Path page) {
    try {
      return Files.readAllLines(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of a page outside fenced and indented code. */
  static List<String> prose(Path page) {
    List<String> prose = new ArrayList<>();
    boolean inside = false;
    for (String line : lines(page)) {
      if (line.startsWith(FENCE)) {
        inside = !inside;
      } else if (!inside && !line.startsWith("    ")) {
        prose.add(line);
      }
    }
    return prose;
  }

  /** The fenced blocks of code in a language, each as its lines. */
  static List<List<String>> code(Path page, String language) {
    List<List<String>> blocks = new ArrayList<>();
    List<String> block = null;
    for (String line : lines(page)) {
      if (line.startsWith(FENCE)) {
        if (block != null) {
          blocks.add(block);
        }
        block = line.equals(FENCE + language) && block == null ? new ArrayList<>() : null;
      } else if (block != null) {
        block.add(line);
      }
    }
    return blocks;
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import dev.deerpark.base.BadInputException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The words after {@code submit/local} or {@code submit/spark-submit}: first spark-submit's
 * options, then the command with its own.
 *
 * @param options up to the first word that is neither an option of spark-submit nor its value
 * @param command the rest
 */
record SubmitLine(List<String> options, List<String> command) {
  /** Options of the command, not of spark-submit, although they come before it. */
  private static final Set<String> OURS = Set.of("-h", "--help", "-V", "--version");

  /** Options of spark-submit without a value. */
  private static final Set<String> SWITCHES =
      Set.of("--verbose", "-v", "--supervise", "--load-spark-defaults");

  private static final Map<String, String> KEYS =
      Map.of(
          "--master", "spark.master",
          "--deploy-mode", "spark.submit.deployMode",
          "--driver-memory", "spark.driver.memory");

  private static final String PROPERTIES_FILE = "--properties-file";

  SubmitLine {
    options = List.copyOf(options);
    command = List.copyOf(command);
  }

  /**
   * Separates the two.
   *
   * @throws BadInputException for an option of spark-submit without its value
   */
  static SubmitLine of(List<String> words) {
    int at = 0;
    while (at < words.size() && words.get(at).startsWith("-") && !OURS.contains(words.get(at))) {
      String word = words.get(at);
      boolean alone = SWITCHES.contains(word) || word.startsWith("--") && word.contains("=");
      at += alone ? 1 : 2;
      if (at > words.size()) {
        throw new BadInputException("The option " + word + " needs a value.");
      }
    }
    return new SubmitLine(words.subList(0, at), words.subList(at, words.size()));
  }

  /**
   * Spark's configuration as spark-submit will understand these options.
   *
   * @param defaults the installation's {@code spark-defaults.conf}, which need not exist
   * @throws BadInputException for a setting without a value, or a properties file that cannot be
   *     read
   */
  Map<String, String> configuration(Path defaults) {
    Map<String, String> conf = new HashMap<>();
    Map<String, String> flags = new HashMap<>();
    Optional<String> file = Optional.empty();
    for (int at = 0; at < options.size(); at++) {
      String word = options.get(at);
      if (SWITCHES.contains(word)) {
        continue;
      }
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String flag = equals < 0 ? word : word.substring(0, equals);
      String value = equals < 0 ? options.get(++at) : word.substring(equals + 1);
      if (flag.equals("--conf") || flag.equals("-c")) {
        int middle = value.indexOf('=');
        if (middle < 1) {
          throw new BadInputException(
              flag + " is '" + value + "': give a setting of Spark's as KEY=VALUE.");
        }
        conf.put(value.substring(0, middle), value.substring(middle + 1));
      } else if (flag.equals(PROPERTIES_FILE)) {
        file = Optional.of(value);
      } else if (KEYS.containsKey(flag)) {
        flags.put(KEYS.get(flag), value);
      }
    }
    Map<String, String> all = new HashMap<>();
    if ((file.isEmpty() || options.contains("--load-spark-defaults")) && Files.exists(defaults)) {
      all.putAll(properties(defaults));
    }
    file.ifPresent(path -> all.putAll(properties(Path.of(path))));
    all.putAll(conf);
    all.putAll(flags);
    return all;
  }

  private static Map<String, String> properties(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new BadInputException(
          PROPERTIES_FILE + ": " + file + " cannot be read. Give a properties file in UTF-8.",
          unreadable);
    }
    Map<String, String> texts = new HashMap<>();
    properties.stringPropertyNames().forEach(k -> texts.put(k, properties.getProperty(k).strip()));
    return texts;
  }

  /** These words with more options of spark-submit. */
  SubmitLine with(String... more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(more));
    return new SubmitLine(all, command);
  }
}

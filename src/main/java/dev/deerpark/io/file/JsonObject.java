// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A JSON object from an untrusted file: duplicate names, deep nesting, text after its end and
 * values of the wrong kind are refused with a sentence that names the file and the field.
 */
public final class JsonObject {
  private static final int DEEPEST_NESTING = 64;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST_NESTING).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Pattern ADVICE = Pattern.compile("(?s) \\(bound as .*|: enable `.*");

  private final String where;
  private final JsonNode node;

  private JsonObject(String where, JsonNode node) {
    this.where = where;
    this.node = node;
  }

  /**
   * @param where the name of this text in messages, such as its file
   * @throws BadInputException if the text is not a single JSON object
   */
  public static JsonObject parse(byte[] text, int offset, int length, String where) {
    try {
      JsonNode node = MAPPER.readTree(text, offset, length);
      if (!node.isObject()) {
        throw new BadInputException(where + " is not a JSON object.");
      }
      return new JsonObject(where, node);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String position =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new BadInputException(
          where + " is not valid JSON" + position + ": " + said(e) + ".", e);
    } catch (IOException e) {
      throw new BadInputException(where + " is not valid JSON: " + e.getMessage() + ".", e);
    }
  }

  /** Why Jackson refuses a text, without its advice to programmers. */
  private static String said(JsonProcessingException refusal) {
    return ADVICE.matcher(refusal.getOriginalMessage()).replaceFirst("");
  }

  public static JsonObject parse(byte[] text, String where) {
    return parse(text, 0, text.length, where);
  }

  /** The names of all fields. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Whether the field is there and not null. */
  public boolean has(String name) {
    return node.hasNonNull(name);
  }

  /** The value of a field as compact JSON, cut where it is long. */
  public String json(String name) {
    return Names.cut(node.path(name).toString());
  }

  /** Whether the field is a list. */
  public boolean isList(String name) {
    return node.path(name).isArray();
  }

  /** Whether the field is a text. */
  public boolean isText(String name) {
    return node.path(name).isTextual();
  }

  public String text(String name) {
    JsonNode value = node.path(name);
    require(value.isTextual(), value, name, "a text");
    return value.textValue();
  }

  /** An integer between {@code least} and {@code most}. */
  public long integer(String name, long least, long most) {
    return integer(name, node.path(name), least, most);
  }

  /** A finite number. */
  public double number(String name) {
    JsonNode value = node.path(name);
    boolean finite = value.isNumber() && Double.isFinite(value.doubleValue());
    require(finite, value, name, "a finite number");
    return value.doubleValue();
  }

  public boolean flag(String name) {
    JsonNode value = node.path(name);
    require(value.isBoolean(), value, name, "true or false");
    return value.booleanValue();
  }

  /** The object in a field, or none where the field is missing or null. */
  public Optional<JsonObject> object(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    require(node.get(name).isObject(), node.get(name), name, "an object or null");
    return Optional.of(new JsonObject(where + ", '" + name + "'", node.get(name)));
  }

  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array(name)) {
      require(element.isTextual(), element, name, "a list of texts");
      texts.add(element.textValue());
    }
    return texts;
  }

  /** A list of integers that are at least 0. */
  public long[] counts(String name) {
    JsonNode array = array(name);
    long[] counts = new long[array.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = integer(name + "[" + i + "]", array.get(i), 0, Long.MAX_VALUE);
    }
    return counts;
  }

  /** A list of finite numbers. */
  public double[] numbers(String name) {
    JsonNode array = array(name);
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).doubleValue();
      boolean finite = array.get(i).isNumber() && Double.isFinite(numbers[i]);
      require(finite, array.get(i), name + "[" + i + "]", "a finite number");
    }
    return numbers;
  }

  /**
   * @throws BadInputException for the first field that is not among the known ones; it names the
   *     most similar one
   */
  public void refuseOthers(Collection<String> known) {
    for (String name : names()) {
      if (!known.contains(name)) {
        throw refused(
            Names.cut(name),
            Names.nearest(name, known)
                .map(nearest -> "is unknown; did you mean '" + nearest + "'?")
                .orElse("is unknown; known are " + Names.list(known)));
      }
    }
  }

  /** An exception that names this object and the field. */
  public BadInputException refused(String name, String sentence) {
    String end = sentence.endsWith("?") ? "" : ".";
    return new BadInputException(where + ": '" + name + "' " + sentence + end);
  }

  private JsonNode array(String name) {
    JsonNode array = node.path(name);
    require(array.isArray(), array, name, "a list");
    return array;
  }

  private long integer(String name, JsonNode value, long least, long most) {
    boolean integer = value.isIntegralNumber() && value.canConvertToLong();
    boolean within = integer && least <= value.longValue() && value.longValue() <= most;
    String upTo = most == Long.MAX_VALUE ? "" : " and at most " + most;
    require(within, value, name, "an integer of at least " + least + upTo);
    return value.longValue();
  }

  private void require(boolean condition, JsonNode value, String name, String kind) {
    if (!condition) {
      throw refused(name, value.isMissingNode() ? "is missing" : "is not " + kind);
    }
  }
}

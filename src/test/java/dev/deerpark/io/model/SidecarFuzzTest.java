// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deerpark.base.BadInputException;
import dev.deerpark.io.model.TestSidecars.Sidecar;
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.ModelOutput;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.recurrence.Readout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A sidecar with random damage is refused, or read as what it says. */
class SidecarFuzzTest {
  private static final int TRIALS = Integer.getInteger("deerpark.fuzz.trials", 5000);
  private static final Sidecar SIDECAR = TestSidecars.complete();
  private static final List<String> PLACES = List.of("normalisation", "readout", "target");

  /** All that {@link TestSidecars#complete} has: there are no others. */
  private static final Set<String> KNOWN = known();

  @Test
  void randomDamageIsRefusedOrReadAsWhatItSays() throws IOException {
    byte[] whole = TestSidecars.MAPPER.writeValueAsBytes(SIDECAR.json());
    int refused = 0;
    for (int seed = 0; seed < TRIALS; seed++) {
      Random random = new Random(seed);
      byte[] text =
          random.nextBoolean()
              ? TestSidecars.MAPPER.writeValueAsBytes(damaged(SIDECAR.json().deepCopy(), random))
              : damaged(whole.clone(), random);
      try {
        requireRight(SIDECAR.read(text), TestSidecars.MAPPER.readTree(text));
      } catch (BadInputException e) {
        refused++;
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "seed " + seed + ": " + new String(text, StandardCharsets.UTF_8), e);
      }
    }
    assertThat(refused).isBetween(TRIALS / 4, TRIALS - 1);
  }

  private static byte[] damaged(byte[] text, Random random) {
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(text.length);
      text[at] = random.nextBoolean() ? (byte) random.nextInt(256) : text[random.nextInt(at + 1)];
    }
    return text;
  }

  /** One to three fields removed, renamed, moved, copied or given another value. */
  private static ObjectNode damaged(ObjectNode json, Random random) {
    for (int i = random.nextInt(3); i >= 0; i--) {
      ObjectNode from = place(json, random);
      List<String> names = new ArrayList<>();
      from.fieldNames().forEachRemaining(names::add);
      if (!names.isEmpty()) {
        damage(json, from, names.get(random.nextInt(names.size())), random);
      }
    }
    return json;
  }

  private static void damage(ObjectNode json, ObjectNode from, String name, Random random) {
    switch (random.nextInt(5)) {
      case 0 -> from.remove(name);
      case 1 -> from.set(misspelt(name, random), from.remove(name));
      case 2 -> {
        JsonNode moved = from.remove(name);
        place(json, random).set(name, moved);
      }
      case 3 -> place(json, random).set(name, from.get(name).deepCopy());
      default -> from.set(name, value(random));
    }
  }

  private static String misspelt(String name, Random random) {
    StringBuilder misspelt = new StringBuilder(name);
    misspelt.setCharAt(random.nextInt(name.length()), (char) ('a' + random.nextInt(26)));
    return misspelt.toString();
  }

  private static ObjectNode place(ObjectNode json, Random random) {
    JsonNode place = json.get(PLACES.get(random.nextInt(PLACES.size())));
    return random.nextBoolean() && place instanceof ObjectNode object ? object : json;
  }

  private static JsonNode value(Random random) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (random.nextInt(7)) {
      case 0 -> json.numberNode(random.nextInt(3));
      case 1 -> json.numberNode(random.nextGaussian() * Math.pow(10, random.nextInt(400)));
      case 2 -> json.textNode(random.nextBoolean() ? "zeros" : "readout.weight");
      case 3 -> json.booleanNode(random.nextBoolean());
      case 4 -> json.nullNode();
      case 5 -> json.objectNode();
      default -> numbers(json.arrayNode(), random);
    };
  }

  private static ArrayNode numbers(ArrayNode array, Random random) {
    for (int i = random.nextInt(4); i > 0; i--) {
      array.add(random.nextGaussian());
    }
    return array;
  }

  private static void requireRight(Model model, JsonNode json) {
    requireKnown(json);
    assertThat(model.type()).isEqualTo("gru").isEqualTo(json.path("type").textValue());
    assertThat(model.name()).isEqualTo(json.path("name").asText("unnamed"));
    assertThat(model.columns()).isEqualTo(texts(json.path("columns")));
    requireScale(model.normalisation(), json.path("normalisation"));
    assertThat(model.initialState().orElse(new double[2])).isEqualTo(start(json));
    assertThat(model.output().isPresent()).isTrue();
    ModelOutput output = model.output().get();
    assertThat(json.path("readout").path("output_size").intValue()).isEqualTo(1);
    assertThat(output.target().isPresent()).isEqualTo(json.hasNonNull("target"));
    output.target().ifPresent(target -> requireScale(target, json.path("target")));
    Readout trained = (Readout) output.trained();
    assertThat(trained.weight()).containsExactly(30 / 8.0, 31 / 8.0);
    double bias = json.path("readout").hasNonNull("bias") ? 4 : 0;
    assertThat(trained.bias()).containsExactly(bias);
  }

  private static void requireKnown(JsonNode json) {
    json.fieldNames().forEachRemaining(name -> assertThat(KNOWN).contains("/" + name));
    for (String place : PLACES) {
      json.path(place)
          .fieldNames()
          .forEachRemaining(name -> assertThat(KNOWN).contains(place + "/" + name));
    }
  }

  private static void requireScale(Normalisation read, JsonNode written) {
    boolean absent = written.isMissingNode() || written.isNull();
    assertThat(read.mean()).isEqualTo(absent ? new double[1] : numbers(written.path("mean")));
    assertThat(read.std()).isEqualTo(absent ? new double[] {1} : numbers(written.path("std")));
    assertThat(read.std()[0]).isPositive();
  }

  private static double[] start(JsonNode json) {
    JsonNode start = json.path("initial_state");
    return start.isArray() ? numbers(start) : new double[2];
  }

  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).doubleValue();
    }
    return numbers;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.textValue()));
    return texts;
  }

  private static Set<String> known() {
    Set<String> known = new HashSet<>(Set.of("normalisation/formula", "target/formula"));
    SIDECAR.json().fieldNames().forEachRemaining(name -> known.add("/" + name));
    for (String place : PLACES) {
      SIDECAR
          .json()
          .get(place)
          .fieldNames()
          .forEachRemaining(name -> known.add(place + "/" + name));
    }
    return known;
  }
}

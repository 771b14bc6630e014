// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deerpark.base.BadInputException;
import dev.deerpark.io.model.TestSidecars.Sidecar;
import dev.deerpark.recurrence.Model;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No single field of a sidecar can be misspelt, lost, of another kind or elsewhere in silence. */
class SidecarFieldsTest {
  private static final Set<String> PLACES =
      Set.of("normalisation", "readout", "target", "parameters");
  private static final Set<String> REMARKS =
      Set.of("equations", "training", "series", "origin", "noise", "notes", "formula", "meaning");

  /** Fields that may be left out, with the part of the model that is then another. */
  private static final Map<String, String> OPTIONAL_PARTS =
      Map.of(
          "name", "name",
          "columns", "columns",
          "normalisation", "normalisation",
          "initial_state", "initialState",
          "target", "output",
          "forcing", "spec",
          "dt", "spec",
          "inputs", "normalisation",
          "temperature", "spec",
          "time_step", "spec");

  /** Fields that say what is evaluated where nothing is said. */
  private static final Set<String> CHECKED =
      NetworkFile.TYPES.stream()
          .flatMap(type -> NetworkChecks.fields(type).stream())
          .filter(name -> !name.equals("time_step"))
          .collect(Collectors.toSet());

  private static final List<String> KINDS =
      List.of("\"x\"", "7.5", "true", "{}", "{\"a\": 1}", "[]", "[true]", "[[1]]");

  /**
   * One field of a sidecar.
   *
   * @param place the object that it is in, empty for the top level
   */
  record Field(Sidecar sidecar, String place, String name) {

    JsonNode value() {
      return object(sidecar.json(), place).get(name);
    }

    boolean isRemark() {
      return REMARKS.contains(name);
    }

    ObjectNode without() {
      ObjectNode json = sidecar.json().deepCopy();
      object(json, place).remove(name);
      return json;
    }

    ObjectNode with(String otherPlace, String otherName, JsonNode value) {
      ObjectNode json = without();
      object(json, otherPlace).set(otherName, value);
      return json;
    }

    @Override
    public String toString() {
      return sidecar + ": " + place + "/" + name;
    }
  }

  static Stream<Field> fields() {
    List<Field> fields = new ArrayList<>();
    for (Sidecar sidecar : TestSidecars.all()) {
      for (String place : places(sidecar.json())) {
        object(sidecar.json(), place)
            .fieldNames()
            .forEachRemaining(name -> fields.add(new Field(sidecar, place, name)));
      }
    }
    return fields.stream();
  }

  @ParameterizedTest
  @MethodSource("fields")
  void theSidecarIsReadAsItIs(Field field) {
    assertThat(field.sidecar().read(field.sidecar().json()).type())
        .isEqualTo(field.sidecar().json().get("type").textValue());
  }

  @ParameterizedTest
  @MethodSource("fields")
  void aMisspeltFieldIsRefusedByName(Field field) {
    String name = field.name();
    for (String misspelt :
        List.of(name + "s", "x" + name, name.substring(1), name.toUpperCase(Locale.ROOT))) {
      if (!object(field.sidecar().json(), field.place()).has(misspelt)) {
        ObjectNode json = field.with(field.place(), misspelt, field.value());
        refused(field, json, name.equals("type") ? "'type'" : "'" + misspelt + "'");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void aMissingFieldIsRefusedByNameOrChangesNoMoreThanItsPart(Field field) {
    boolean checked = CHECKED.contains(field.name());
    boolean known = Set.of("bias", "dtype", "state_size", "state_order").contains(field.name());
    boolean optional = field.isRemark() || checked || known && field.place().isEmpty();
    if (optional || OPTIONAL_PARTS.containsKey(field.name())) {
      if (field.name().equals("inputs") && field.value().intValue() > 0) {
        refused(field, field.without(), "'columns'");
        return;
      }
      Model whole = field.sidecar().read(field.sidecar().json());
      Model rest = field.sidecar().read(field.without());
      boolean ofReadout = field.place().equals("readout") && field.name().equals("activation");
      String part = ofReadout ? "output" : OPTIONAL_PARTS.getOrDefault(field.name(), "digest");
      assertThat(rest).usingRecursiveComparison().ignoringFields("digest", part).isEqualTo(whole);
    } else {
      refused(field, field.without(), field.name());
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void aFieldOfAnotherKindIsRefusedByName(Field field) throws IOException {
    if (field.isRemark()) {
      return;
    }
    for (String kind : KINDS) {
      JsonNode value = TestSidecars.MAPPER.readTree(kind);
      boolean sameKind = value.getNodeType() == field.value().getNodeType();
      if (!sameKind || kind.equals("[true]") || kind.equals("[[1]]")) {
        ObjectNode json = field.sidecar().json().deepCopy();
        object(json, field.place()).set(field.name(), value);
        refused(field, json, "'" + field.name());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void aFieldInAnotherPlaceIsRefusedByName(Field field) {
    for (String place : places(field.sidecar().json())) {
      boolean taken = object(field.sidecar().json(), place).has(field.name());
      boolean itself = place.equals(field.name());
      boolean remarkThere = Set.of("formula", "meaning").contains(field.name());
      boolean alike = remarkThere && place.equals("target");
      if (!taken && !itself && !alike) {
        refused(field, field.with(place, field.name(), field.value()), "'" + field.name() + "'");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "normalization | {\"mean\": [0.5], \"std\": [2]} | did you mean 'normalisation'?",
        "recurrent_activation | \"hard_sigmoid\" | 'hard_sigmoid'; supported are tanh, sigmoid, relu",
        "activation | \"elu\" | is or has 'elu'; supported are tanh, sigmoid, relu",
        "activations | [\"HardSigmoid\", \"Tanh\"] | supported are",
        "activations | [\"Sigmoid\", \"Relu\"] | says relu where 'activation' says tanh",
        "activations | [\"Sigmoid\"] | has 1 entries; this type has 2",
        "nonlinearity | \"tanh\" | is not a field of the type gru",
        "residual | true | supported is false",
        "reverse | true | supported is false",
        "direction | \"bidirectional\" | supported is \"forward\"",
        "reset_after | false | contradicts 'linear_before_reset'",
        "linear_before_reset | 2 | is not an integer of at least 0 and at most 1",
        "bidirectional | true | makes it a network of 2 recurrences",
        "num_layers | 2 | makes it a network of 2 recurrences",
        "gate_order | [\"z\", \"r\", \"n\"] | supported is [\"r\",\"z\",\"n\"]",
        "dtype | \"float64\" | but the tensor 'bias_hh_l0' is float32",
        "dtype | \"bfloat16\" | supported are float32, float64",
        "bias | false | is false, but the weights have biases",
        "state_size | 3 | the model's state, which is 2",
        "state_order | [\"h1\", \"h0\"] | h0, h1",
        "initial_state | \"ones\" | supported are \"zeros\" and a list",
        "initial_state | [1, 2, 3] | has 3 numbers but the model's state has 2",
        "initial_state | [1, null] | 'initial_state[1]' is not a finite number",
        "mean | [0] | it belongs in 'normalisation' or in 'target'",
        "hiddenSize | 2 | did you mean 'hidden_size'?",
        "parameters | {} | is not a field of the type gru",
        "attention | 8 | a remark goes in 'notes'",
      })
  void aFieldThatIsNotWhatIsEvaluatedIsRefusedWithWhatIs(String name, String value, String sentence)
      throws IOException {
    Sidecar sidecar = TestSidecars.complete();
    ObjectNode json = sidecar.json().deepCopy();
    json.set(name, TestSidecars.MAPPER.readTree(value));
    assertThatThrownBy(() -> sidecar.read(json))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("'" + name, sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "readout | activation | \"sigmoid\" | say in which order, such as [\"linear\", \"sigmoid\"]",
        "readout | activation | [\"relu\"] | must have \"linear\" once",
        "readout | activation | [\"linear\", \"softmax\"] | has 'softmax'; supported are linear, tanh",
        "readout | activation | [\"linear\", \"relu\"] | 'target' scales outputs back",
        "readout | biass | \"b\" | did you mean 'bias'?",
        "target | std | [0] | must be above 0",
        "target | std | [-1] | must be above 0",
        "target | mean | [1e999] | is not a finite number",
        "target | mean | [1, 2] | 2 means and 1 standard deviations where 1 of each",
        "target | deviation | [1] | is unknown",
      })
  void aFieldWithinIsRefusedWithWhatIsSupported(
      String place, String name, String value, String sentence) throws IOException {
    Sidecar sidecar = TestSidecars.complete();
    ObjectNode json = sidecar.json().deepCopy();
    object(json, place).set(name, TestSidecars.MAPPER.readTree(value));
    assertThatThrownBy(() -> sidecar.read(json))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(place.equals("readout") ? "" : place, sentence);
  }

  private static void refused(Field field, ObjectNode json, String words) {
    assertThatThrownBy(() -> field.sidecar().read(json))
        .as("%s in %s", field, json)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(words)
        .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(400));
  }

  private static List<String> places(ObjectNode json) {
    List<String> places = new ArrayList<>(List.of(""));
    json.fieldNames().forEachRemaining(name -> addPlace(json, name, places));
    return places;
  }

  private static void addPlace(ObjectNode json, String name, List<String> places) {
    if (PLACES.contains(name) && json.get(name).isObject()) {
      places.add(name);
    }
  }

  private static ObjectNode object(ObjectNode json, String place) {
    return place.isEmpty() ? json : (ObjectNode) json.get(place);
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.recurrence.network.GruWeights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {
  @TempDir Path folder;

  @Test
  void aSidecarAndItsWeightsMakeAModel() {
    Model model = read(WeightsFixture.SIDECAR, WeightsFixture.HEADER);
    assertThat(model.name()).isEqualTo("tiny");
    assertThat(model.type()).isEqualTo("gru");
    assertThat(model.columns()).containsExactly("volt");
    assertThat(model.normalisation().apply(0, 4.5)).isEqualTo(2);
    GruWeights weights = (GruWeights) model.spec();
    assertThat(weights.layer().hiddenSize()).isEqualTo(2);
    assertThat(weights.layer().inputSize()).isEqualTo(1);
    assertThat(weights.layer().hiddenWeight()).hasSize(12).startsWith(6 / 8.0).endsWith(17 / 8.0);
    assertThat(weights.layer().hiddenBias()).hasSize(6).startsWith(24 / 8.0);
    assertThat(readout(model).weight()).containsExactly(30 / 8.0, 31 / 8.0);
    assertThat(readout(model).bias()).containsExactly(4);
  }

  private static Readout readout(Model model) {
    return (Readout) model.readout().orElseThrow();
  }

  @Test
  void whatIsOptionalMayBeLeftOut() throws IOException {
    String bare =
        """
        {"type": "gru", "input_size": 1, "hidden_size": 2, "weights": "tiny.safetensors",
         "columns": null, "normalisation": null, "readout": null}
        """;
    int readout = WeightsFixture.HEADER.indexOf(",\n \"readout.weight\"");
    Model model = read(bare, WeightsFixture.HEADER.substring(0, readout) + "}");
    assertThat(model.name()).isEqualTo("tiny.json");
    assertThat(model.columns()).isEmpty();
    assertThat(model.readout()).isEmpty();
    assertThat(model.normalisation().apply(0, 4.5)).isEqualTo(4.5);
  }

  @Test
  void aNetworkWithoutBiasesHasZerosAndSaysSo() {
    String header =
        """
        {"weight_ih_l0":{"dtype":"F32","shape":[6,1],"data_offsets":[0,24]},
         "weight_hh_l0":{"dtype":"F32","shape":[6,2],"data_offsets":[24,72]},
         "readout.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[120,128]}}
        """;
    String sidecar =
        WeightsFixture.SIDECAR
            .replace("\"num_layers\"", "\"bias\": false, \"num_layers\"")
            .replace("\"bias\": \"readout.bias\", ", "");
    Model model = read(sidecar, header);
    GruWeights weights = (GruWeights) model.spec();
    assertThat(weights.layer().inputBias()).containsExactly(new double[6]);
    assertThat(weights.layer().hiddenBias()).containsExactly(new double[6]);
    assertThat(readout(model).bias()).containsExactly(0);
    assertThat(model.assumptions())
        .containsExactly(
            "The network has no biases: they are zeros.", "The readout has no bias: it is zeros.");
    assertThatThrownBy(() -> read(sidecar.replace("\"bias\": false, ", ""), header))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("'bias'", "bias_ih_l0 and bias_hh_l0", "say false");
  }

  @Test
  void theOutputIsInTheUnitsOfTheTarget() {
    String target = ", \"target\": {\"mean\": [100], \"std\": [10]}}";
    Model model =
        read(WeightsFixture.SIDECAR.strip().replaceAll("}$", target), WeightsFixture.HEADER);
    assertThat(readout(model).weight()).containsExactly(37.5, 38.75);
    assertThat(readout(model).bias()).containsExactly(140);
    assertThat(model.scaling())
        .isEqualTo(
            "inputs (value - mean) / std with mean [0.5], std [2.0], outputs in the units"
                + " of the data, y * std + mean with mean [100.0], std [10.0]");
    Model plain = read(WeightsFixture.SIDECAR, WeightsFixture.HEADER);
    assertThat(plain.scaling()).endsWith(", outputs as the model gives them");
  }

  @Test
  void aTargetWithoutAReadoutIsRefused() {
    int readout = WeightsFixture.SIDECAR.indexOf("\"readout\"");
    String sidecar =
        WeightsFixture.SIDECAR.substring(0, readout) + "\"target\": {\"mean\": [1], \"std\": [1]}}";
    assertThatThrownBy(() -> read(sidecar, WeightsFixture.HEADER))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("'target' scales the outputs of a readout, but there is none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\\t"})
  void aBlankNameIsRefused(String name) {
    String sidecar =
        WeightsFixture.SIDECAR.replace("\"name\": \"tiny\"", "\"name\": \"" + name + "\"");
    assertThatThrownBy(() -> read(sidecar, WeightsFixture.HEADER))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("'name' is blank; give a name, or leave the field out.");
  }

  @Test
  void theStartIsTheSidecars() {
    assertThat(read(WeightsFixture.SIDECAR, WeightsFixture.HEADER).initialState()).isEmpty();
    assertThat(startOf("[0.25, -7]")).containsExactly(0.25, -7);
    assertThat(startOf("\"zeros\"")).containsExactly(0, 0);
  }

  private double[] startOf(String start) {
    String sidecar =
        WeightsFixture.SIDECAR.replace("{\"name\"", "{\"initial_state\": " + start + ", \"name\"");
    return read(sidecar, WeightsFixture.HEADER).initialState().orElseThrow();
  }

  @Test
  void aNamedPipeInPlaceOfTheWeightsIsRefusedAtOnce() throws Exception {
    Path sidecar = Files.writeString(folder.resolve("tiny.json"), WeightsFixture.SIDECAR);
    Path pipe = folder.resolve("tiny.safetensors");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () ->
            assertThatThrownBy(
                    () -> ModelFile.read(sidecar.toString(), Precision.DOUBLE, new Configuration()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContainingAll("tiny.safetensors is a pipe", "give a plain file"));
  }

  @Test
  void theDigestCoversBothFiles() {
    String digest = read(WeightsFixture.SIDECAR, WeightsFixture.HEADER).digest();
    assertThat(digest).matches("[0-9a-f]{64}");
    assertThat(read(WeightsFixture.SIDECAR, WeightsFixture.HEADER).digest()).isEqualTo(digest);
    assertThat(read(WeightsFixture.SIDECAR + " ", WeightsFixture.HEADER).digest())
        .isNotEqualTo(digest);
    assertThat(read(WeightsFixture.SIDECAR, WeightsFixture.HEADER + " ").digest())
        .isNotEqualTo(digest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstmp", "rnn_elu", "transformer"})
  void otherTypesAreRefusedByName(String type) {
    assertSidecarRefused(
        "\"type\": \"gru\"", "\"type\": \"" + type + "\"", type, "supported are gru, lstm, rnn, ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"num_layers\": 1 | \"num_layers\": 2 | num_layers",
        "\"num_layers\": 1 | \"bidirectional\": true | bidirectional",
        "[\"r\", \"z\", \"n\"] | [\"z\", \"r\", \"n\"] | gate_order",
        "\"hidden_size\": 2 | \"hidden_size\": 0 | hidden_size",
        "\"hidden_size\": 2 | \"hidden_size\": 2.5 | hidden_size",
        "\"hidden_size\": 2 | \"hidden_size\": 99999999999 | hidden_size",
        "\"hidden_size\": 2, | '' | hidden_size' is missing",
        "[\"volt\"] | [\"volt\", \"ampere\"] | columns",
        "[\"volt\"] | [7] | columns",
        "\"std\": [2] | \"std\": [0] | std[0]",
        "\"std\": [2] | \"std\": [-1] | std[0]",
        "\"std\": [2] | \"std\": [1e999] | std[0]",
        "\"std\": [2] | \"std\": [1, 1] | normalisation",
        "\"mean\": [0.5] | \"mean\": [null] | mean[0]",
        "\"mean\": [0.5], | '' | mean' is missing",
        "\"output_size\": 1 | \"output_size\": 2 | readout.weight",
        "{\"name\" | [\"name\" | is not valid JSON",
        "\"name\" | \"type\" | Duplicate field",
      })
  void aSidecarThatIsWrongIsRefusedByField(String part, String damage, String word) {
    assertSidecarRefused(part, damage, "tiny.", word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../tiny.safetensors",
        "/etc/passwd",
        "..",
        ".",
        "",
        "a/b",
        "a\\\\b",
        "file:x",
        "a\\u0000b"
      })
  void weightsElsewhereAreRefused(String name) {
    assertSidecarRefused("tiny.safetensors", name, "weights", "plain name");
  }

  @Test
  void aMissingTensorIsRefusedByName() {
    assertHeaderRefused("bias_hh_l0", "bias_hh", "'bias_hh_l0' is missing", "bias_hh,");
  }

  @Test
  void anUnknownTensorIsRefusedByName() {
    assertHeaderRefused(
        "\"weight_ih_l0\"",
        "\"weight_ih_l1\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},\"weight_ih_l0\"",
        "weight_ih_l1. Say by \"num_layers\"");
  }

  @Test
  void aReadoutThatTheSidecarDoesNotNameIsRefused() {
    int readout = WeightsFixture.SIDECAR.indexOf(",\n \"readout\"");
    assertThatThrownBy(
            () -> read(WeightsFixture.SIDECAR.substring(0, readout) + "}", WeightsFixture.HEADER))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("readout.bias, readout.weight");
  }

  @Test
  void aWrongShapeIsRefusedByName() {
    assertHeaderRefused("[6,2]", "[2,6]", "'weight_hh_l0'", "[2, 6] instead of [6, 2]");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void weightsThatAreNotFiniteAreRefusedWithTheirPosition(float value) {
    byte[] data = WeightsFixture.data();
    ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putFloat((6 + 5) * Float.BYTES, value);
    byte[] weights = WeightsFixture.safetensors(WeightsFixture.HEADER, data);
    assertRefused(WeightsFixture.SIDECAR, weights, "'weight_hh_l0' has " + value + " at [2, 1]");
  }

  @Test
  void missingFilesAreRefusedByPath() throws IOException {
    String sidecar = folder.resolve("absent.json").toString();
    assertThatThrownBy(() -> ModelFile.read(sidecar, Precision.DOUBLE, new Configuration()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("absent.json", "does not exist");
    Path lonely = Files.writeString(folder.resolve("lonely.json"), WeightsFixture.SIDECAR);
    assertThatThrownBy(
            () -> ModelFile.read(lonely.toString(), Precision.DOUBLE, new Configuration()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("tiny.safetensors", "does not exist");
    assertThatThrownBy(
            () -> ModelFile.read(folder.toString(), Precision.DOUBLE, new Configuration()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is a folder");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 'weight_ih_l0', '[0, 0]'",
    "7, 'weight_hh_l0', '[0, 1]'",
    "23, 'bias_ih_l0', '[5]'",
    "24, 'bias_hh_l0', '[0]'",
    "31, 'readout.weight', '[0, 1]'",
    "32, 'readout.bias', '[0]'",
  })
  void aWeightThatIsTooLargeForThePrecisionIsRefusedWithItsTensorAndPlace(
      int index, String tensor, String place) {
    ByteBuffer data = ByteBuffer.allocate(33 * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.putDouble(index * Double.BYTES, -1e39);
    String path =
        WeightsFixture.write(
            folder,
            WeightsFixture.SIDECAR,
            WeightsFixture.safetensors(WeightsFixture.wideHeader(), data.array()));

    assertThatThrownBy(() -> ModelFile.read(path, Precision.FLOAT, new Configuration()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(
            "the tensor '" + tensor + "' has -1.0E39 at " + place, "--precision double");
    assertThat(ModelFile.read(path, Precision.DOUBLE, new Configuration()).name())
        .isEqualTo("tiny");
  }

  private Model read(String sidecar, String header) {
    byte[] weights = WeightsFixture.safetensors(header, WeightsFixture.data());
    return ModelFile.read(
        WeightsFixture.write(folder, sidecar, weights), Precision.DOUBLE, new Configuration());
  }

  private void assertSidecarRefused(String part, String damage, String... words) {
    assertThat(WeightsFixture.SIDECAR).contains(part);
    byte[] weights = WeightsFixture.safetensors(WeightsFixture.HEADER, WeightsFixture.data());
    assertRefused(WeightsFixture.SIDECAR.replace(part, damage), weights, words);
  }

  private void assertHeaderRefused(String part, String damage, String... words) {
    assertThat(WeightsFixture.HEADER).contains(part);
    String header = WeightsFixture.HEADER.replace(part, damage);
    byte[] weights = WeightsFixture.safetensors(header, WeightsFixture.data());
    assertRefused(WeightsFixture.SIDECAR, weights, words);
  }

  private void assertRefused(String sidecar, byte[] weights, String... words) {
    String path = WeightsFixture.write(folder, sidecar, weights);
    assertThatThrownBy(() -> ModelFile.read(path, Precision.DOUBLE, new Configuration()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(words);
  }
}

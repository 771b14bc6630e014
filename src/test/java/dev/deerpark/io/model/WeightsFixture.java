// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Files of a tiny GRU of 2 units and 1 input, written by hand so that tests can damage them. */
final class WeightsFixture {
  static final String HEADER =
      """
      {"__metadata__":{"format":"pt"},
       "weight_ih_l0":{"dtype":"F32","shape":[6,1],"data_offsets":[0,24]},
       "weight_hh_l0":{"dtype":"F32","shape":[6,2],"data_offsets":[24,72]},
       "bias_ih_l0":{"dtype":"F32","shape":[6],"data_offsets":[72,96]},
       "bias_hh_l0":{"dtype":"F32","shape":[6],"data_offsets":[96,120]},
       "readout.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[120,128]},
       "readout.bias":{"dtype":"F32","shape":[1],"data_offsets":[128,132]}}
      """;

  static final String SIDECAR =
      """
      {"name": "tiny", "type": "gru", "input_size": 1, "hidden_size": 2, "num_layers": 1,
       "gate_order": ["r", "z", "n"], "weights": "tiny.safetensors",
       "columns": ["volt"], "normalisation": {"mean": [0.5], "std": [2]},
       "readout": {"weight": "readout.weight", "bias": "readout.bias", "output_size": 1}}
      """;

  private WeightsFixture() {}

  /** The values 0, 1/8, 2/8 and so on: exact in float. */
  static byte[] data() {
    ByteBuffer data = ByteBuffer.allocate(33 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 33; i++) {
      data.putFloat(i / 8f);
    }
    return data.array();
  }

  /** The header for the same tensors in double. */
  static String wideHeader() {
    return Pattern.compile("(\\d+),(\\d+)\\]}")
        .matcher(HEADER.replace("F32", "F64"))
        .replaceAll(
            place ->
                2 * Integer.parseInt(place.group(1))
                    + ","
                    + 2 * Integer.parseInt(place.group(2))
                    + "]}");
  }

  static byte[] safetensors(String header, byte[] data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + text.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .put(data)
        .array();
  }

  /** Writes a sidecar and its weights to a folder and returns the sidecar's path. */
  static String write(Path folder, String sidecar, byte[] weights) {
    try {
      Files.write(folder.resolve("tiny.safetensors"), weights);
      return Files.writeString(folder.resolve("tiny.json"), sidecar).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

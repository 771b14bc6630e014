// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.deerpark.base.BadInputException;
import dev.deerpark.network.Network;
import dev.deerpark.network.onnx.proto.Onnx.GraphProto;
import dev.deerpark.network.onnx.proto.Onnx.ModelProto;
import dev.deerpark.network.onnx.proto.Onnx.OperatorSetIdProto;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A network from an ONNX file.
 *
 * @param network what is evaluated
 * @param assumptions what the file leaves open and how it is interpreted, one sentence each
 * @param files the files beside it that hold tensors, by name
 */
public record OnnxModel(
    Network network, List<String> assumptions, SortedMap<String, byte[]> files) {

  /** The versions of the operators that are read. */
  static final int OLDEST = 7;

  static final int NEWEST = 22;

  public OnnxModel {
    assumptions = List.copyOf(assumptions);
  }

  /**
   * Reads a file. Nothing in it is trusted.
   *
   * @param bytes all of it
   * @param file its name in messages
   * @param external reads the files beside it
   * @throws BadInputException if it is damaged or asks for what is not supported, by the names of
   *     the node and the tensor
   */
  public static OnnxModel read(byte[] bytes, String file, ExternalData external, Cut cut) {
    Refusals refusals = new Refusals(file);
    ModelProto model;
    try {
      model = ModelProto.parseFrom(bytes);
    } catch (InvalidProtocolBufferException damaged) {
      throw refusals.of("this is not an ONNX file, or a damaged one: " + damaged.getMessage());
    }
    if (!model.hasGraph()) {
      throw refusals.of("this is not an ONNX file: it has no graph");
    }
    TensorReader tensors = new TensorReader(refusals, external);
    int opset = opset(model, refusals);
    GraphProto graph = new LocalFunctions(model, opset, refusals).inlined(model.getGraph());
    GraphReader reader = new GraphReader(graph, opset, cut, tensors, refusals);
    Network network = reader.read();
    return new OnnxModel(network, reader.assumptions(), new TreeMap<>(tensors.files()));
  }

  private static int opset(ModelProto model, Refusals refusals) {
    for (OperatorSetIdProto set : model.getOpsetImportList()) {
      if (set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx")) {
        if (set.getVersion() < OLDEST || set.getVersion() > NEWEST) {
          throw refusals.of(
              "the file is of opset "
                  + set.getVersion()
                  + "; supported are "
                  + OLDEST
                  + " to "
                  + NEWEST
                  + ": export it again with another opset_version");
        }
        return (int) set.getVersion();
      }
    }
    throw refusals.of("the file states no opset of ONNX's own operators");
  }
}

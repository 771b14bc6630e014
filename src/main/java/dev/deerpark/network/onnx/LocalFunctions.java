// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import dev.deerpark.network.onnx.proto.Onnx.AttributeProto;
import dev.deerpark.network.onnx.proto.Onnx.FunctionProto;
import dev.deerpark.network.onnx.proto.Onnx.GraphProto;
import dev.deerpark.network.onnx.proto.Onnx.ModelProto;
import dev.deerpark.network.onnx.proto.Onnx.NodeProto;
import dev.deerpark.network.onnx.proto.Onnx.OperatorSetIdProto;
import java.util.HashMap;
import java.util.Map;

/**
 * Functions that a file defines for itself: every node that calls one is replaced by the nodes of
 * its body, whose tensors get the name of the call before their own.
 */
final class LocalFunctions {
  private static final int DEEPEST = 32;
  private static final int MOST_NODES = 1 << 17;

  private final Map<String, FunctionProto> functions = new HashMap<>();
  private final Refusals refusals;
  private final int opset;

  LocalFunctions(ModelProto model, int opset, Refusals refusals) {
    this.refusals = refusals;
    this.opset = opset;
    model.getFunctionsList().forEach(f -> functions.put(key(f.getDomain(), f.getName()), f));
  }

  private static String key(String domain, String name) {
    return domain + ":" + name;
  }

  /**
   * The same graph without calls.
   *
   * @throws dev.deerpark.base.BadInputException for functions that call each other without end
   */
  GraphProto inlined(GraphProto graph) {
    if (functions.isEmpty()) {
      return graph;
    }
    GraphProto.Builder flat = graph.toBuilder().clearNode();
    graph.getNodeList().forEach(node -> add(node, flat, 0));
    return flat.build();
  }

  private void add(NodeProto node, GraphProto.Builder flat, int depth) {
    FunctionProto function = functions.get(key(node.getDomain(), node.getOpType()));
    if (function == null) {
      flat.addNode(node);
    } else if (depth == DEEPEST || flat.getNodeCount() > MOST_NODES) {
      throw refusals.of("the function '" + Refusals.cut(function.getName()) + "' calls too many");
    } else {
      requireOpset(function);
      Call call = new Call(node, function);
      function.getNodeList().forEach(inner -> add(call.renamed(inner), flat, depth + 1));
    }
  }

  private void requireOpset(FunctionProto function) {
    for (OperatorSetIdProto set : function.getOpsetImportList()) {
      if (set.getDomain().isEmpty() && set.getVersion() != opset) {
        throw refusals.of(
            "the function '"
                + Refusals.cut(function.getName())
                + "' is of opset "
                + set.getVersion()
                + ", the file of "
                + opset);
      }
    }
  }

  /** One call of a function. */
  private static final class Call {
    private final String name;
    private final Map<String, String> tensors = new HashMap<>();
    private final Map<String, AttributeProto> attributes = new HashMap<>();

    Call(NodeProto node, FunctionProto function) {
      name = Operator.nameOf(node);
      tensors.put("", "");
      for (int i = 0; i < function.getInputCount(); i++) {
        tensors.put(function.getInput(i), i < node.getInputCount() ? node.getInput(i) : "");
      }
      for (int i = 0; i < function.getOutputCount() && i < node.getOutputCount(); i++) {
        if (!node.getOutput(i).isEmpty()) {
          tensors.put(function.getOutput(i), node.getOutput(i));
        }
      }
      function.getAttributeProtoList().forEach(value -> attributes.put(value.getName(), value));
      node.getAttributeList().forEach(value -> attributes.put(value.getName(), value));
    }

    /** A node of the body with the tensors and attributes of the call. */
    NodeProto renamed(NodeProto inner) {
      NodeProto.Builder renamed = inner.toBuilder().clearInput().clearOutput().clearAttribute();
      renamed.setName(name + "/" + Operator.nameOf(inner));
      inner.getInputList().forEach(tensor -> renamed.addInput(tensor(tensor)));
      inner.getOutputList().forEach(tensor -> renamed.addOutput(tensor(tensor)));
      for (AttributeProto attribute : inner.getAttributeList()) {
        if (attribute.getRefAttrName().isEmpty()) {
          renamed.addAttribute(attribute);
        } else if (attributes.containsKey(attribute.getRefAttrName())) {
          AttributeProto given = attributes.get(attribute.getRefAttrName());
          renamed.addAttribute(given.toBuilder().setName(attribute.getName()));
        }
      }
      return renamed.build();
    }

    private String tensor(String inner) {
      return tensors.getOrDefault(inner, name + "/" + inner);
    }
  }
}

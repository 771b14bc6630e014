// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

/**
 * The state of a recurrent node after its last step, which is no function of one step: a graph may
 * give it, but nothing that is evaluated may read it.
 *
 * @param node the name of the node
 * @param states the tensor that has the states of all steps
 */
record LastState(String node, String states) implements Value {
  @Override
  public String shown() {
    return "the last state of " + node;
  }
}

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Networks from ONNX files. {@link dev.deerpark.network.onnx.OnnxModel} reads a file; {@link
 * dev.deerpark.network.onnx.GraphReader} goes through its graph and determines for every tensor
 * whether it is a {@link dev.deerpark.network.onnx.Constant}, whose numbers are known, or a {@link
 * dev.deerpark.network.onnx.Signal}, which has a row for each step. {@link
 * dev.deerpark.network.onnx.Operators} names the operators; what is not among them, and what would
 * take numbers from one step to another outside of a recurrence, is refused by the name of its
 * node.
 *
 * <p>The messages of the format are generated from {@code onnx.proto} when the project is built.
 */
package dev.deerpark.network.onnx;

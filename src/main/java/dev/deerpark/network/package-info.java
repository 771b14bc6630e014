// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Networks: graphs of recurrences with functions of one step between them.
 *
 * <p>A {@link dev.deerpark.network.Network} is a list of {@link dev.deerpark.network.Node}s, each a
 * recurrence that walks forwards or backwards over what its {@link dev.deerpark.network.Feed} gives
 * it: a {@link dev.deerpark.network.pointwise.Pointwise} program over the rows of the input and of
 * the nodes before it. {@link dev.deerpark.network.Network#evaluate} defines its meaning, in the
 * plainest form.
 *
 * <p>The formats in which networks come are in packages of their own: {@code onnx}.
 */
package dev.deerpark.network;

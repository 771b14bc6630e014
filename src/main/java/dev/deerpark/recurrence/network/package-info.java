// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Recurrent networks with trained weights. Each is a value that can be sent, with weights in
 * PyTorch's layout. It builds the readable recurrence, whose Jacobian and diagonal are derived by
 * hand:
 *
 * <ul>
 *   <li>{@link dev.deerpark.recurrence.network.LstmWeights}, {@link
 *       dev.deerpark.recurrence.network.GruWeights}, {@link
 *       dev.deerpark.recurrence.network.RnnWeights} and {@link
 *       dev.deerpark.recurrence.network.MguWeights} stack gates in a {@link
 *       dev.deerpark.recurrence.network.LayerWeights}; {@link
 *       dev.deerpark.recurrence.network.GateOrder} reorders those of other formats;
 *   <li>{@link dev.deerpark.recurrence.network.LemWeights} has two coupled states;
 *   <li>{@link dev.deerpark.recurrence.network.DiagonalLinear} needs no iteration;
 *   <li>{@link dev.deerpark.recurrence.network.AutoregressiveGruWeights} generates its own next
 *       input.
 * </ul>
 */
package dev.deerpark.recurrence.network;

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Models {@code s_t = f(s_{t-1}, x_t)} and their derivatives.
 *
 * <p>{@link dev.deerpark.recurrence.Recurrence} is the one interface that a user's model
 * implements, or {@link dev.deerpark.recurrence.Differentiable} where it states its derivative;
 * {@link dev.deerpark.recurrence.contract.RecurrenceContract} is the kit for testing it. {@link
 * dev.deerpark.recurrence.Lorenz96}, {@link dev.deerpark.recurrence.MeanField} and {@link
 * dev.deerpark.recurrence.TwoWellLangevin} need no weights; trained networks are in {@code
 * network}. All of them have derivatives that were derived by hand.
 *
 * <p>A {@link dev.deerpark.recurrence.RecurrenceSpec} is sent in place of a model: the weights of a
 * network, the parameters of a model without weights, or the name of a class, {@link
 * dev.deerpark.recurrence.UserModel}.
 */
package dev.deerpark.recurrence;

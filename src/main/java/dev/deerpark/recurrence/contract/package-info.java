// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The kit with which users test a model of their own: {@link
 * dev.deerpark.recurrence.contract.RecurrenceContract}.
 */
package dev.deerpark.recurrence.contract;

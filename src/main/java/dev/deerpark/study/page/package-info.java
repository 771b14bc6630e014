// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What people read of a study: {@link dev.deerpark.study.page.StudyPage}, one page that needs no
 * network, from the {@link dev.deerpark.study.page.Analysis} of its rows; and an {@linkplain
 * dev.deerpark.study.page.ExtraP export} for another tool.
 */
package dev.deerpark.study.page;

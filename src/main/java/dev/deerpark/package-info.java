/** Deerpark: nonlinear recurrences over very long sequences, evaluated in parallel over time. */
package dev.deerpark;

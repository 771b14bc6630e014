/**
 * What every package may use: numbers in either precision, the exception for bad input, and names
 * in its sentences.
 */
package dev.deerpark.base;

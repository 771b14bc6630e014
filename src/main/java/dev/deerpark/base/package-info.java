/** What every package may use: numbers in either precision, and the exception for bad input. */
package dev.deerpark.base;

/**
 * Prefix scans over elements that do not commute.
 *
 * <p>Element order is time order: {@link dev.deerpark.scan.Semigroup#combine} takes the earlier
 * element first. What goes up the tree are maps, what comes down are states ({@link
 * dev.deerpark.scan.Action}), so matrix products happen once, on the way up.
 *
 * <p>The tree is canonical: {@link dev.deerpark.scan.ScanTree} derives its shape from the number of
 * leaves and the fan-in alone. Whoever holds a run of leaves, a partition say, folds them to the
 * largest nodes that lie inside the run ({@link dev.deerpark.scan.TreeRun}); runs merge into longer
 * runs; states come down along the same nodes. Floating point sees the same operations in the same
 * order however the leaves were dealt out.
 *
 * <p>The elements of undamped sweeps are affine maps written around an anchor,
 *
 * <pre>  z -> image + A (z - anchor)</pre>
 *
 * with {@code anchor = u}, {@code image = F(u)} for one segment. Where nothing moved, {@code z =
 * anchor}, the map gives {@code image} itself, bit for bit: an exact prefix stays exact whatever
 * {@code A} is.
 */
package dev.deerpark.scan;

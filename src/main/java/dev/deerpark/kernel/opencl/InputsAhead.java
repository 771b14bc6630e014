// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.Numbers;
import dev.deerpark.kernel.opencl.device.DeviceArray;
import dev.deerpark.kernel.opencl.device.Queue;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Copies the next block's inputs to a device while the current block is walked: by a queue and a
 * thread of their own, since a copy from the heap keeps a processor busy too. For one thread at a
 * time.
 */
final class InputsAhead implements AutoCloseable {
  private final Queue queue;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread copier = new Thread(work, "deerpark copies to a device");
            copier.setDaemon(true);
            return copier;
          });
  private Optional<Copy> copy = Optional.empty();

  /**
   * Inputs on their way.
   *
   * @param numbers the very inputs
   * @param array that they go to
   * @param stays whether it is to stay on the device between sweeps
   * @param done when they have arrived
   */
  record Copy(Numbers numbers, DeviceArray array, boolean stays, CompletableFuture<Void> done) {

    /** Waits; throws what went wrong. */
    void await() {
      try {
        done.join();
      } catch (CompletionException failure) {
        throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
      }
    }
  }

  /**
   * @param queue that nobody else uses; closed with this
   */
  InputsAhead(Queue queue) {
    this.queue = queue;
  }

  /** Whether a copy has begun that nobody has taken. */
  boolean isBusy() {
    return copy.isPresent();
  }

  /** Bytes of the array that is copied to. */
  long bytes() {
    return copy.map(begun -> begun.array.bytes()).orElse(0L);
  }

  /** Begins to copy; nothing else may be on its way. */
  void begin(Numbers numbers, DeviceArray array, boolean stays) {
    CompletableFuture<Void> done =
        CompletableFuture.runAsync(() -> queue.write(array, numbers), thread);
    copy = Optional.of(new Copy(numbers, array, stays, done));
  }

  /** The copy of these very inputs, if it has begun: it belongs to the caller now. */
  Optional<Copy> take(Numbers numbers) {
    Optional<Copy> found = copy.filter(begun -> begun.numbers == numbers);
    if (found.isPresent()) {
      copy = Optional.empty();
    }
    return found;
  }

  /** Waits for the copy, whatever becomes of it, and frees its array. */
  void drop() {
    copy.ifPresent(
        begun -> {
          begun.done.exceptionally(failed -> null).join();
          begun.array.close();
        });
    copy = Optional.empty();
  }

  @Override
  public void close() {
    try (queue) {
      thread.shutdown();
      drop();
    }
  }
}

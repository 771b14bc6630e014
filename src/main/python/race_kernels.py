"""Runs the filters of the opencl kernel on a processor with a thread for each item of a group.

    mvn -Pbench compile exec:exec -Dbench.main=dev.deerpark.kernel.opencl.KernelTexts -Dbench="texts 8 20 33"
    python3 race_kernels.py texts '^filters; D=8; ' 12

PoCL takes the items of a group one after the other from barrier to barrier, so that a barrier that is missing
may change nothing there. Here the texts are compiled as C++, in their CUDA dialect: items are threads, which
wait for each other at barriers alone. For each program whose name matches, and so many random blocks, half of
them with numbers that overflow, the results are compared with those of one item that does everything. GCC's
thread sanitizer watches some of them for numbers that one thread may read before or after another writes them.
(Two may write the same number to one place, as tiles at the edge of a matrix do.) Prints a line for each
program; exits with 1 where results differ or threads race. Needs g++ 12 or newer with libtsan, and `setarch`.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

SEGMENTS = {"dense": 7, "diagonal": 70}
WATCHED = 3  # blocks that the sanitizer watches: it takes long

HEADER = r"""
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <pthread.h>
#include <random>
#include <thread>
#include <vector>
#define __global__
#define __device__
#define __forceinline__ inline
#define __launch_bounds__(items)
#define __shared__ static
#define __align__(bytes)
#define __restrict__
struct float4 { float x, y, z, w; };
struct double4 { double x, y, z, w; };
static thread_local struct { int x; } threadIdx, blockIdx;
static pthread_barrier_t all_items;
static inline void __syncthreads() { pthread_barrier_wait(&all_items); }
template <class To, class From> static inline To bits_as(From from) {
  To to;
  memcpy(&to, &from, sizeof to);
  return to;
}
#define __double_as_longlong(a) bits_as<long long>((double)(a))
#define __longlong_as_double(a) bits_as<double>((long long)(a))
"""

MAIN = r"""
template <class Body> static void group(Body body) {
  pthread_barrier_init(&all_items, nullptr, ITEMS);
  std::vector<std::thread> threads;
  for (int i = 0; i < ITEMS; i++) threads.emplace_back([=] { threadIdx.x = i; body(); });
  for (auto& thread : threads) thread.join();
  pthread_barrier_destroy(&all_items);
}

static void print(const char* what, const std::vector<double>& numbers, int count) {
  unsigned long long hash = 1469598103934665603ull;
  for (int i = 0; i < count; i++) hash = (hash ^ bits_as<long long>(numbers[i])) * 1099511628211ull;
  printf("%s %016llx\n", what, hash);
}

// SEGMENTS SEED OVERFLOWS
int main(int, char** given) {
  const int segments = atoi(given[1]), entries = FULL ? D * D : D;
  std::mt19937 random(atoi(given[2]));
  std::uniform_real_distribution<double> uniform(-1, 1);
  auto draw = [&](int count) {
    std::vector<double> numbers(count);
    for (auto& number : numbers) number = uniform(random);
    return numbers;
  };
  auto anchors = draw(segments * D), images = draw(segments * D), start = draw((1 + D) * D);
  std::vector<STORED> jacobians(segments * entries);
  for (auto& number : jacobians) number = uniform(random) / sqrt((double)D);
  if (atoi(given[3])) {
    jacobians[random() % jacobians.size()] = 3e38;
    images[random() % images.size()] = 1e308;
  }
  std::vector<int> kinds(segments), traits(segments), what(3);
  for (int i = 0; i < segments; i++) {
    kinds[i] = random() % 5 == 0 ? random() % 2 : DAMPED;
    traits[i] = random() % 5 == 0 ? random() % 16 : MOVES | OBSERVES | SPREADS;
  }
  kinds[0] = DAMPED;
  traits[0] = MOVES | IS_EXACT | SPREADS;
  std::vector<double> shrinking(2 + segments, 0.9), lambda(1, 0.1), whole(6 * D), room(16 * (D * D + 4));
  std::vector<double> means(segments * D), predicted(segments * D), gains(segments * entries);
  shrinking[0] = shrinking[1] = INFINITY;
#if FULL
#define ROOM(then) room.data() then
#else
#define ROOM(then)
#endif
#define COMMA ,
  group([&] {
    fold_filters(anchors.data(), images.data(), jacobians.data(), kinds.data(), shrinking.data(),
                 lambda.data(), whole.data(), what.data(), ROOM(COMMA) segments);
  });
  print("fold", whole, (FULL ? 3 : 6) * D);
  print("matrices", room, FULL ? 3 * D * D : 0);
  printf("%d %d %d\n", what[0], what[1], what[2]);
  for (int back = 0; back < 2; back++) {
    group([&] {
      filter(anchors.data(), images.data(), jacobians.data(), traits.data(), shrinking.data(), lambda.data(),
             start.data(), means.data(), predicted.data(), gains.data(), ROOM(COMMA) segments, back);
    });
    print("means", means, segments * D);
  }
  print("predicted", predicted, segments * D);
}
"""


def compiled(folder, text, options, *more):
    """The program of a text."""
    source = Path(folder, "text.cpp")
    source.write_text(HEADER + text + MAIN)
    program = Path(folder, f"program{len(list(Path(folder).iterdir()))}")
    command = ["g++", "-std=c++17", "-O1", "-g", "-w", "-mfma", "-ffp-contract=off", *options, *more]
    subprocess.run([*command, "-o", program, source, "-lpthread"], check=True)
    return program


def ran(program, segments, seed, overflows):
    """What a program prints, without the sanitizer's words; and whether it found a race."""
    command = ["setarch", "-R", program, str(segments), str(seed), str(int(overflows))]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout, any("ead of size" in report for report in done.stderr.split("=" * 18))


def tried(folder, texts, line, blocks):
    """How many of the blocks differ, and in how many threads race."""
    name, file, options = line.split("\t")
    full = "dense" in name
    text = Path(texts, file).read_text()
    options = [o for o in options.split() if o.startswith("-D")] + [f"-DFULL={int(full)}"]
    alone = [re.sub("^-DITEMS=.*", "-DITEMS=1", option) for option in options]
    programs = [compiled(folder, text, options), compiled(folder, text, alone)]
    watched = compiled(folder, text, options, "-fsanitize=thread")
    segments = SEGMENTS["dense" if full else "diagonal"]
    differing = racing = 0
    for seed in range(blocks):
        results = {ran(program, segments, seed, seed % 2)[0] for program in programs}
        differing += len(results) > 1
        racing += seed < WATCHED and ran(watched, segments, seed, seed % 2)[1]
    return differing, racing


def main(texts, pattern, blocks):
    failed = False
    for line in Path(texts, "programs.tsv").read_text().splitlines():
        if line.startswith("filters") and re.search(pattern, line.split("\t")[0]):
            with tempfile.TemporaryDirectory() as folder:
                differing, racing = tried(folder, texts, line, int(blocks))
            print(f"{line.split(chr(9))[0]}: {differing} of {blocks} blocks differ, {racing} race", flush=True)
            failed |= differing > 0 or racing > 0
    return failed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// One kernel text, two dialects: OpenCL C 1.2 and CUDA C++. Only this header knows which.
//
// Sums and products are never contracted: every fused multiply-add is written out, so that a device
// that rounds as IEEE 754 says gives the bits of the jvm kernel. Under CUDA: -fmad=false.
//
// Set by the host: DOUBLE (the precision), ITEMS (the size of a group), SPILLED (whether what a group
// shares lies in global memory, because it is too large for shared memory), PROCESSOR (whether the device
// is one), HELD_QUADS (how many constants a group copies to shared memory, in fours; 0 where they have no
// room there).
#if defined(__OPENCL_VERSION__)
#pragma OPENCL FP_CONTRACT OFF
#if DOUBLE
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#endif
#define KERNEL __kernel
#define GLOBAL __global
#define FN static inline
#define RESTRICT restrict
#define FMA(a, b, c) fma(a, b, c)
#define ABS(a) fabs(a)
#define ROOT(a) sqrt(a)
#define GROUP ((int)get_group_id(0))
#define ITEM ((int)get_local_id(0))
#define BOUNDS __attribute__((reqd_work_group_size(ITEMS, 1, 1)))
// for what a group shares in global memory too
#define BARRIER_OF_ALL barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE)
#if SPILLED
#define SHARED __global
#define BARRIER BARRIER_OF_ALL
#define ARRAY(name, size) __global number* name = spill + (size_t)GROUP * (size)
#else
#define SHARED __local
#define BARRIER barrier(CLK_LOCAL_MEM_FENCE)
#define ARRAY(name, size) __local number name[size] __attribute__((aligned(32)))
#endif
#define LOCAL __local
#if HELD_QUADS
#define HELD __local
#else
#define HELD __global
#endif
#if DOUBLE
#define TO_BITS(a) as_long(a)
#define FROM_BITS(a) as_double(a)
#else
#define TO_BITS(a) as_int(a)
#define FROM_BITS(a) as_float(a)
#endif
#else
#define KERNEL extern "C" __global__
#define GLOBAL
#define FN static __device__ __forceinline__
#define RESTRICT __restrict__
#define GROUP ((int)blockIdx.x)
#define ITEM ((int)threadIdx.x)
#define BOUNDS __launch_bounds__(ITEMS)
#define SHARED
#define BARRIER __syncthreads()
#define BARRIER_OF_ALL __syncthreads()
#if SPILLED
#define ARRAY(name, size) number* name = spill + (size_t)GROUP * (size)
#else
#define ARRAY(name, size) __shared__ __align__(32) number name[size]
#endif
#define LOCAL __shared__
#define HELD
#if DOUBLE
#define FMA(a, b, c) fma(a, b, c)
#define ABS(a) fabs(a)
#define ROOT(a) sqrt(a)
#define TO_BITS(a) __double_as_longlong(a)
#define FROM_BITS(a) __longlong_as_double(a)
#else
#define FMA(a, b, c) fmaf(a, b, c)
#define ABS(a) fabsf(a)
#define ROOT(a) sqrtf(a)
#define TO_BITS(a) __float_as_int(a)
#define FROM_BITS(a) __int_as_float(a)
#endif
#endif

// What arithmetic is done in, a constant of it, four of them, and as many bits.
#if DOUBLE
typedef double number;
typedef double4 number4;
#if defined(__OPENCL_VERSION__)
typedef long whole;
#else
typedef long long whole;
#endif
#define N(x) x
#else
typedef float number;
typedef float4 number4;
typedef int whole;
#define N(x) x##f
#endif

// Whether a number is finite, that is, neither infinite nor NaN.
#define IS_FINITE(a) ((a) - (a) == N(0.0))

#define UNROLL _Pragma("unroll")
#if PROCESSOR
// PoCL 3.1 crashes over it, with LLVM 15.
#define UNROLL_SOME
#else
#define UNROLL_SOME _Pragma("unroll 4")
#endif

// Deals the numbers 0 to n - 1 to the items of a group.
#define EACH(i, n) for (int i = ITEM; i < (n); i += ITEMS)

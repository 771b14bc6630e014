"""Compiles the kernel texts of the opencl kernel by NVIDIA's compilers, on a machine without a GPU.

    pip download --no-deps nvidia-cuda-nvrtc-cu12 nvidia-cuda-nvcc-cu12 triton
    for wheel in *.whl; do python3 -m zipfile -e $wheel tools; done; chmod -R u+x tools
    mvn -Pbench compile exec:exec -Dbench.main=dev.deerpark.kernel.opencl.KernelTexts -Dbench="texts 8 32 64"
    python3 compile_kernels.py texts tools sm_90 '^gru'

Prints a line for each kernel of the programs whose names match: registers, bytes of the frame (spills and
local arrays), of shared memory, and the warps that a multiprocessor of an H100 has room for; for walks of a
GRU in float, plain and with diagonals, also the instructions that an item issues for a step of one of its
lanes, and which. They are counted in the machine code along the usual way: without what records states,
and without divisions of numbers out of range. How long they take is not known from that.
"""

import ctypes
import re
import subprocess
import sys
from collections import Counter
from math import ceil
from pathlib import Path

OK = 0
WARP = 32
SHARED, REGISTERS, WARPS, BLOCKS = 227 << 10, 1 << 16, 64, 32  # of a multiprocessor of an H100
SYSTEM = 1 << 10  # bytes of shared memory that a group takes beside its own
SLOW = 12  # a jump over fewer instructions, with a call among them, is one over the rare kind of division
KINDS = {"FFMA": "FMA", "DFMA": "FMA", "FMUL": "float", "FADD": "float", "FMNMX": "float", "DMUL": "float",
         "DADD": "float", "FCHK": "float", "MUFU": "special", "LDG": "load", "LDS": "load", "LDL": "spill",
         "STL": "spill", "STS": "store", "BAR": "barrier", "BRA": "branch", "BSSY": "branch", "BSYNC": "branch"}


def only(folder, name):
    return str(next(path for path in sorted(Path(folder).rglob(name)) if path.is_file()))


def ptx(nvrtc, source, options):
    """The intermediate code of a text, or a ValueError with what the compiler says."""
    program, size = ctypes.c_void_p(), ctypes.c_size_t()
    assert nvrtc.nvrtcCreateProgram(ctypes.byref(program), source.encode(), b"text.cu", 0, None, None) == OK
    array = (ctypes.c_char_p * len(options))(*[option.encode() for option in options])
    code = nvrtc.nvrtcCompileProgram(program, len(options), array)
    what = "PTX" if code == OK else "ProgramLog"
    getattr(nvrtc, f"nvrtcGet{what}Size")(program, ctypes.byref(size))
    text = ctypes.create_string_buffer(size.value)
    getattr(nvrtc, f"nvrtcGet{what}")(program, text)
    nvrtc.nvrtcDestroyProgram(ctypes.byref(program))
    if code != OK:
        raise ValueError(text.value.decode())
    return text.value


def ran(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise ValueError(done.stderr)
    return done


def instructions(listing):
    """The instructions and labels of each kernel, as (name or None, line)."""
    kernels, kernel = {}, None
    for line in listing.splitlines():
        line = re.sub(r"/\*.*?\*/", "", line).strip()
        if begins := re.match(r"\.text\.(\w+):", line):
            kernel = kernels.setdefault(begins[1], [])
        elif kernel is not None and line.endswith(";"):
            kernel.append((re.match(r"(?:@\S+ +)?(\w+)", line)[1], line))
        elif kernel is not None and re.match(r"\.L_x_\d+:", line):
            kernel.append((None, line[:-1]))
    return kernels


def per_step(code, columns):
    """What an item issues for a step of its lanes, or nothing where the text has no such loop.

    `columns`: fused multiply-adds of an item by one vector, which say how often the innermost loop is gone through.
    """
    names = [name for name, _ in code]
    places = {line: i for i, (name, line) in enumerate(code) if name is None}
    jumps = [(i, places[target[1]]) for i, (name, line) in enumerate(code)
             if name == "BRA" and (target := re.search(r"\((\.L_x_\d+)\)", line)) and target[1] in places]
    loops = [(to, i) for i, to in jumps if to < i]
    steps = [loop for loop in loops if "BAR" in names[slice(*loop)] and "FMNMX" in names[slice(*loop)]]
    if not steps:
        return Counter()
    first, last = min(steps, key=lambda loop: loop[1] - loop[0])
    seldom = set()
    for i, to in jumps:
        within = names[i + 1:to]
        division = "CALL" in within and len(within) < SLOW
        record = "STG" in within and not {"FMNMX", "BAR"} & set(within)
        if first <= i < to <= last and (division or record):
            seldom.update(range(i + 1, to))
    times = Counter({i: 1 for i in range(first, last + 1) if names[i] and i not in seldom})
    for begin, end in loops:
        if first < begin and end < last and "FFMA" in names[begin:end] and "FMNMX" not in names[begin:end]:
            for i in range(begin, end + 1):
                times[i] *= columns / names[begin:end].count("FFMA")
    counted = Counter()
    for i, often in times.items():
        counted[KINDS.get(names[i], "other")] += often
    return counted


def warps(registers, shared, items):
    """Warps that a multiprocessor has room for."""
    of_group = items // WARP
    each = ceil(registers / 8) * 8 * WARP
    return of_group * min(BLOCKS, WARPS // of_group, REGISTERS // each // of_group, SHARED // (shared + SYSTEM))


def main(texts, tools, architecture, pattern="."):
    nvrtc = ctypes.CDLL(only(tools, "libnvrtc.so.*"))
    ptxas, nvdisasm = only(f"{tools}/nvidia", "ptxas"), only(tools, "nvdisasm")
    print(ran(ptxas, "--version").stdout.splitlines()[-1])
    for line in Path(texts, "programs.tsv").read_text().splitlines():
        name, text, given = line.split("\t")
        if not re.search(pattern, name):
            continue
        constants = [option for option in given.split() if option.startswith("-D")]
        value = dict(option[2:].split("=") for option in constants)
        options = [f"--gpu-architecture=compute_{architecture[3:]}", "--fmad=false", "--diag-suppress=177"]
        code, binary = Path(texts, "program.ptx"), Path(texts, "program.cubin")
        code.write_bytes(ptx(nvrtc, Path(texts, text).read_text(), options + constants))
        said = ran(ptxas, "-v", f"-arch={architecture}", str(code), "-o", str(binary)).stderr
        listed = instructions(ran(nvdisasm, "-c", str(binary)).stdout)
        for part in said.split("Compiling entry function")[1:]:
            kernel = re.search(r"'(\w+)'", part)[1]
            frame, registers = int(re.search(r"(\d+) bytes stack", part)[1]), int(re.search(r"(\d+) reg", part)[1])
            shared = int((re.search(r"(\d+) bytes smem", part) or [0, 0])[1])
            room = warps(registers, shared, int(value["ITEMS"]))
            print(f"{name}; {kernel}: {registers} registers, frame {frame}, shared {shared}, warps {room}", end="")
            if text == "gru.cl" and value["FORM"] != "2" and value["RESTARTS"] + value["DOUBLE"] == "00":
                lanes = int(value["PER"])
                counted = per_step(listed[kernel], int(value["D"]) * 12 * lanes)
                kinds = ", ".join(f"{kind} {often / lanes:.0f}" for kind, often in counted.most_common())
                print(f"; {sum(counted.values()) / lanes:.0f} instructions a lane: {kinds}", end="")
            print()


if __name__ == "__main__":
    main(*sys.argv[1:])
